package io.flinkvariance.measure;

import io.flinkvariance.counts.CountSnapshot;
import java.util.List;

/** What fills the topic that a job reads, and knows its offsets. */
public interface TopicFeed {
    /** Begins to write, at a steady rate from then on. */
    void begin() throws InterruptedException;

    /** The same, for a job that reads on where another one ended: it is being filled. */
    default TopicFeed begun() {
        TopicFeed begun = this;
        return new TopicFeed() {
            @Override
            public void begin() {
                // It was, for the job before.
            }

            @Override
            public List<CountSnapshot> offsets() throws InterruptedException {
                return begun.offsets();
            }
        };
    }

    /**
     * What the last seconds' readings found: the end offsets of all partitions together, and those
     * that the job's consumer has committed; a number below zero for what nobody knew.
     *
     * @throws io.flinkvariance.error.OperationFailedException if it writes no more
     */
    List<CountSnapshot> offsets() throws InterruptedException;
}

package io.flinkvariance.measure;

import java.util.OptionalLong;

/**
 * How far a job is behind its topic at one moment, in records; empty where that is not known.
 *
 * @param second since the run began
 * @param end records that were written
 * @param records that the source has not read: end offsets less what Flink read
 * @param unprocessed records that the work has not finished
 * @param committed the lag that Kafka's own tools show: end offsets less committed ones
 */
public record Lag(
        double second,
        OptionalLong end,
        OptionalLong records,
        OptionalLong unprocessed,
        OptionalLong committed) {

    static Lag of(Sample sample, TopicOffsets topic) {
        return new Lag(
                sample.second(),
                topic.end(),
                topic.lag(sample),
                topic.unprocessed(sample),
                topic.committedLag());
    }
}

package io.flinkvariance.measure;

import java.util.OptionalLong;

/**
 * How far a topic is, in records over all its partitions; empty where that is not known.
 *
 * @param end records that were written to it
 * @param committed records that the consumer says it is done with; nothing before it first says so
 * @param restored those that were read, and worked on, before the savepoint that the job began from
 */
public record TopicOffsets(OptionalLong end, OptionalLong committed, long restored) {
    /** Nothing is known. */
    public static final TopicOffsets UNKNOWN =
            new TopicOffsets(OptionalLong.empty(), OptionalLong.empty(), 0);

    /** Records in the topic that the source has not read. */
    OptionalLong lag(Sample sample) {
        return behind(end, restored + sample.emitted());
    }

    /** Records in the topic that the work has not finished. */
    OptionalLong unprocessed(Sample sample) {
        return behind(end, restored + sample.processedInAll());
    }

    /** Records in the topic that the consumer has not said to be done with. */
    OptionalLong committedLag() {
        return committed.isPresent() ? behind(end, committed.getAsLong()) : OptionalLong.empty();
    }

    /** The offsets are asked for a moment before the job is, which may have read more. */
    private static OptionalLong behind(OptionalLong end, long done) {
        return end.isPresent()
                ? OptionalLong.of(Math.max(0, end.getAsLong() - done))
                : OptionalLong.empty();
    }
}

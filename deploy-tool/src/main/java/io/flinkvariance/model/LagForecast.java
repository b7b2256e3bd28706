package io.flinkvariance.model;

/**
 * What arithmetic says about the lag of a job that reads a topic: buffers hide a work that is too
 * slow until they are full, and from then on the topic takes what they do not.
 *
 * @param secondsUntilShown from the first record; infinite if the job keeps up
 * @param growthPerSecond records that are written each second less those that are read, from then
 *     on; 0 if the job keeps up
 */
public record LagForecast(double secondsUntilShown, double growthPerSecond) {
    /** By which a rate and a limit may differ and be taken for the same. */
    private static final double EVEN = 0.99;

    /**
     * By how many records a second the lag of a job grows that began behind its topic: it reads
     * what its work can do, whatever is written meanwhile. Below 0 where it catches up, and
     * negative infinity where nothing limits it.
     */
    public static double growthBehindPerSecond(ThroughputModel model) {
        return model.offeredPerSecond()
                - model.serviceTimes()
                        .limitPerSecond(model.partitioner(), Double.POSITIVE_INFINITY);
    }

    /**
     * The lag shows when the source is first held back for good: when the straggler's buffers are
     * full, or before that all of them, where not even all subtasks together do what is written.
     */
    public static LagForecast of(ThroughputModel model) {
        double read = model.expectedPerSecond();
        double written = model.offeredPerSecond();
        return read >= EVEN * written
                ? new LagForecast(Double.POSITIVE_INFINITY, 0)
                : new LagForecast(
                        Math.min(
                                model.secondsUntilBackpressure(), model.secondsUntilSourceBlocks()),
                        written - read);
    }
}

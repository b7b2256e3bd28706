package io.flinkvariance.measure;

import java.util.Optional;

/**
 * The time in which a job that began with empty buffers runs as if nothing held it back.
 *
 * @param perSecond its throughput in that time
 * @param seconds from the first sample until the throughput comes down
 */
public record BufferedStart(double perSecond, double seconds) {
    /** The seconds over which a throughput is averaged: more than a burst, and less than a fill. */
    private static final double WINDOW_SECONDS = 5;

    /** A start that is less above what follows is none. */
    private static final double WORTH_A_WORD = 1.2;

    /**
     * Looks for it: it is over in the middle of the first window, after the fastest of them began,
     * that is nearer to the steady throughput than to that of the fastest.
     *
     * @param samples of a job from its beginning
     * @param steadyPerSecond what the job came to in the end
     */
    public static Optional<BufferedStart> of(SampleSeries samples, double steadyPerSecond) {
        if (samples.size() < 2) {
            return Optional.empty();
        }
        Curve processed = samples.processed();
        double first = samples.second(0);
        double fastest = 0;
        double end = samples.lastSecond() - WINDOW_SECONDS;
        for (double from = first; from <= end; from++) {
            double rate = processed.rate(from, from + WINDOW_SECONDS);
            fastest = Math.max(fastest, rate);
            boolean isOver =
                    fastest > WORTH_A_WORD * steadyPerSecond
                            && rate < (fastest + steadyPerSecond) / 2;
            if (isOver) {
                double until = from + WINDOW_SECONDS / 2;
                return Optional.of(new BufferedStart(processed.rate(first, until), until - first));
            }
        }
        return Optional.empty();
    }
}

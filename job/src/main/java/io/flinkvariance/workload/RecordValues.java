package io.flinkvariance.workload;

import io.flinkvariance.scenario.Distribution;
import java.io.Serializable;

/**
 * The synthetic data: for the n-th record of a run, how many milliseconds of work it asks for.
 *
 * <p>The value is a function of the seed and the sequence number, so the record on the wire is that
 * number alone. It stays the 9-byte {@code Integer} of the published job, buffers hold as many of
 * them as they did there, and still the sink can prove that none was lost.
 */
public final class RecordValues implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final double TWO_TO_32 = 4294967296.0;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final int minMillis;
    private final int rangeMillis;
    private final Distribution distribution;

    RecordValues(long seed, int minMillis, int rangeMillis, Distribution distribution) {
        this.seed = seed;
        this.minMillis = minMillis;
        this.rangeMillis = rangeMillis;
        this.distribution = distribution;
    }

    /** In {@code [min, min + range)}, in milliseconds. */
    public int millis(int sequence) {
        long upperBits = mix(seed + GOLDEN_GAMMA * (sequence + 1L)) >>> 32;
        return distribution == Distribution.PARETO
                ? pareto(upperBits / TWO_TO_32)
                : minMillis + (int) ((upperBits * rangeMillis) >>> 32);
    }

    /**
     * The inverse of the distribution function of a bounded Pareto of shape 1 (Harchol-Balter,
     * "Performance Modeling and Design of Computer Systems", section 20.3), cut to whole
     * milliseconds. No power of it, which not every JVM rounds alike.
     */
    private int pareto(double uniform) {
        double end = (double) minMillis + rangeMillis;
        int millis = (int) (minMillis / (1 - uniform * (1 - minMillis / end)));
        return Math.min(millis, minMillis + rangeMillis - 1);
    }

    /** Of a draw; a zero among the values is not slept at all, and overshoots by nothing. */
    static double meanMillis(
            int minMillis, int rangeMillis, Distribution distribution, double overshootMillis) {
        if (distribution == Distribution.PARETO) {
            return meanOfPareto(minMillis, rangeMillis) + overshootMillis;
        }
        double asked = minMillis + (rangeMillis - 1) / 2.0;
        double zeros = minMillis == 0 ? 1.0 / rangeMillis : 0;
        return asked + (1 - zeros) * overshootMillis;
    }

    /** The sum of the probabilities that a draw reaches each whole millisecond. */
    private static double meanOfPareto(int minMillis, int rangeMillis) {
        double end = (double) minMillis + rangeMillis;
        double mean = minMillis;
        for (int millis = minMillis + 1; millis < end; millis++) {
            mean += (minMillis / (double) millis - minMillis / end) / (1 - minMillis / end);
        }
        return mean;
    }

    /**
     * The output function of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
     * number generators", OOPSLA 2014): neighbouring inputs give unrelated outputs.
     */
    public static long mix(long input) {
        long mixed = (input ^ (input >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}

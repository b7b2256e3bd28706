package io.flinkvariance.workload;

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

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final int minMillis;
    private final int rangeMillis;

    RecordValues(long seed, int minMillis, int rangeMillis) {
        this.seed = seed;
        this.minMillis = minMillis;
        this.rangeMillis = rangeMillis;
    }

    /** Uniform in {@code [min, min + range)}, in milliseconds. */
    public int millis(int sequence) {
        long upperBits = mix(seed + GOLDEN_GAMMA * (sequence + 1L)) >>> 32;
        return minMillis + (int) ((upperBits * rangeMillis) >>> 32);
    }

    /**
     * Of a uniform draw; a zero among the values is not slept at all, and overshoots by nothing.
     */
    static double meanMillis(int minMillis, int rangeMillis, double overshootMillis) {
        double asked = minMillis + (rangeMillis - 1) / 2.0;
        double zeros = minMillis == 0 ? 1.0 / rangeMillis : 0;
        return asked + (1 - zeros) * overshootMillis;
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

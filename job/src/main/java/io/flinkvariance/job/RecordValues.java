package io.flinkvariance.job;

import io.flinkvariance.scenario.Scenario;
import java.io.Serializable;

/**
 * The synthetic data: for the n-th record of a run, how many milliseconds of work it asks for.
 *
 * <p>The value is a function of the seed and the sequence number, so the record on the wire is that
 * number alone. It stays the 9-byte {@code Integer} of the published job, buffers hold as many of
 * them as they did there, and still the sink can prove that none was lost.
 */
final class RecordValues implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final int minMillis;
    private final int rangeMillis;

    RecordValues(Scenario scenario, long seed) {
        this.seed = seed;
        this.minMillis = scenario.minMillis();
        this.rangeMillis = scenario.rangeMillis();
    }

    /** Uniform in {@code [min, min + range)}, in milliseconds. */
    int millis(int sequence) {
        long upperBits = mix(seed + GOLDEN_GAMMA * (sequence + 1L)) >>> 32;
        return minMillis + (int) ((upperBits * rangeMillis) >>> 32);
    }

    /**
     * The output function of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
     * number generators", OOPSLA 2014): neighbouring inputs give unrelated outputs.
     */
    static long mix(long input) {
        long mixed = (input ^ (input >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}

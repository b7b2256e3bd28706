package io.flinkvariance.job;

import io.flinkvariance.workload.RecordValues;

/**
 * A sum over records by which a set of them is recognised, whatever their order and wherever they
 * were counted.
 *
 * <p>Each sequence number is mixed into 64 unrelated bits, and the sums of two different multisets
 * of equal size agree with a probability of 2⁻⁶⁴.
 */
public final class DeliveryFingerprint {
    private DeliveryFingerprint() {}

    /** What one record adds. */
    static long of(int sequence) {
        return RecordValues.mix(sequence);
    }

    /** The sum over the records {@code 0 … records - 1}, each taken once; wraps around. */
    public static long ofFirst(int records) {
        long sum = 0;
        for (int sequence = 0; sequence < records; sequence++) {
            sum += of(sequence);
        }
        return sum;
    }
}

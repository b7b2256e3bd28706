package io.flinkvariance.run;

import io.flinkvariance.job.DeliveryFingerprint;
import io.flinkvariance.job.Totals;
import java.util.Map;

/**
 * The job's accumulators: what it had counted when it ended.
 *
 * @param restored of the records emitted, those before the savepoint that it was restored from; all
 *     the others begin with them, too
 */
public record JobTotals(
        long emitted,
        long processed,
        long delivered,
        long fingerprint,
        long outOfOrder,
        long restored) {

    /** Before there are any. */
    public static final JobTotals NONE = new JobTotals(0, 0, 0, 0, 0, 0);

    /** Reads them; one that is missing is taken as 0, as Flink leaves out what no subtask added. */
    static JobTotals of(Map<String, String> accumulators) {
        return new JobTotals(
                number(accumulators, Totals.EMITTED),
                number(accumulators, Totals.PROCESSED),
                number(accumulators, Totals.DELIVERED),
                number(accumulators, Totals.FINGERPRINT),
                number(accumulators, Totals.OUT_OF_ORDER),
                number(accumulators, Totals.RESTORED));
    }

    private static long number(Map<String, String> accumulators, String name) {
        return Long.parseLong(accumulators.getOrDefault(name, "0"));
    }

    /** Whether exactly the first so many records arrived, each once and each channel in order. */
    public boolean deliveredExactly(int records) {
        return emitted == records
                && processed == records
                && delivered == records
                && outOfOrder == 0
                && fingerprint == DeliveryFingerprint.ofFirst(records);
    }
}

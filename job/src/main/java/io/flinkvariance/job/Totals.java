package io.flinkvariance.job;

/**
 * Names of the job's accumulators: what is known for certain when it has ended. Those of a job that
 * was restored from a savepoint go on from there, but for {@link #ROUTED}.
 */
public final class Totals {
    /** Records that the source handed over. */
    public static final String EMITTED = "recordsEmitted";

    /** Those of them that came before the savepoint that the job was restored from. */
    public static final String RESTORED = "recordsRestored";

    /** Records that the router sent to the first channel. */
    static final String ROUTED = "recordsRoutedToFirst";

    /** Records that the work finished. */
    public static final String PROCESSED = "recordsProcessed";

    /** Records that the sink saw. */
    public static final String DELIVERED = "recordsDelivered";

    /** {@link DeliveryFingerprint} of the records that the sink saw. */
    public static final String FINGERPRINT = "deliveryFingerprint";

    /** Records that came behind a younger one of the same channel, which is FIFO. */
    public static final String OUT_OF_ORDER = "recordsOutOfOrder";

    private Totals() {}
}

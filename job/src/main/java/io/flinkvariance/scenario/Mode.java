package io.flinkvariance.scenario;

/** What the work does: the {@code mode} key. */
public enum Mode {
    /** Every subtask needs the value of a record, in milliseconds, to process it. */
    MINIMAL_VARIANCE,
    /**
     * As above, but some stall now and then, subtask 0 unless told: the {@code straggler.*} keys.
     */
    STRAGGLER
}

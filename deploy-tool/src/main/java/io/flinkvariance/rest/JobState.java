package io.flinkvariance.rest;

/**
 * The states of {@code org.apache.flink.runtime.jobgraph.JobStatus}, as far as they differ here.
 */
public enum JobState {
    /** On its way to run, or running. */
    ACTIVE,
    FINISHED,
    CANCELED,
    FAILED;

    static JobState of(String text) {
        return switch (text) {
            case "FINISHED" -> FINISHED;
            case "CANCELED" -> CANCELED;
            case "FAILED", "FAILING" -> FAILED;
            default -> ACTIVE;
        };
    }

    public boolean hasEnded() {
        return this != ACTIVE;
    }
}

package io.flinkvariance.rest;

/**
 * The states of {@code org.apache.flink.runtime.jobgraph.JobStatus}, as far as they differ here.
 */
public enum JobState {
    /** On its way to run, or running. */
    ACTIVE,
    /** A task failed and the others are being ended; Flink then starts the job over, or not. */
    FAILING,
    /** About to be started over. */
    RESTARTING,
    FINISHED,
    CANCELED,
    FAILED;

    static JobState of(String text) {
        return switch (text) {
            case "FINISHED" -> FINISHED;
            case "CANCELED" -> CANCELED;
            case "FAILED" -> FAILED;
            case "FAILING" -> FAILING;
            case "RESTARTING" -> RESTARTING;
            default -> ACTIVE;
        };
    }

    public boolean hasEnded() {
        return this == FINISHED || this == CANCELED || this == FAILED;
    }
}

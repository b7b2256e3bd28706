package io.flinkvariance.error;

/** What the process tells its caller. */
public enum ExitCode {
    DONE(0),
    /** The operation failed. */
    FAILED(1),
    /** The command line or a configuration file is wrong. */
    USAGE(2),
    /** The cluster is not in the state that the operation needs. */
    CLUSTER_STATE(3),
    /** Ended by Ctrl-C: 128 and the number of SIGINT, as shells have it. */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}

package io.flinkvariance.error;

/** What the process tells its caller. */
public enum ExitCode {
    DONE(0, "done"),
    FAILED(1, "the operation failed, or a run showed no steady state"),
    USAGE(2, "the command line or a configuration file is wrong"),
    CLUSTER_STATE(3, "the cluster is not in the state that is needed"),
    /** 128 and the number of SIGINT, as shells have it. */
    INTERRUPTED(130, "ended by Ctrl-C");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** In words. */
    public String meaning() {
        return meaning;
    }

    public int number() {
        return number;
    }
}

package io.flinkvariance.error;

/** Flink does not know the job: it never did, or has forgotten it. */
public final class JobUnknownException extends DeployException {
    private static final long serialVersionUID = 1L;

    public JobUnknownException(String message) {
        super(ExitCode.FAILED, message, null);
    }
}

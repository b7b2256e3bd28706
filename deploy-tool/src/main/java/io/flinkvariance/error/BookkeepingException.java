package io.flinkvariance.error;

/**
 * The tool cannot go on with its own record of a run. That says nothing about the job, which is
 * none the worse for it.
 */
public final class BookkeepingException extends DeployException {
    private static final long serialVersionUID = 1L;

    public BookkeepingException(String message, Throwable cause) {
        super(ExitCode.FAILED, message, cause);
    }
}

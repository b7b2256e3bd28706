package io.flinkvariance.error;

/** The operation was tried and did not succeed. */
public final class OperationFailedException extends DeployException {
    private static final long serialVersionUID = 1L;

    public OperationFailedException(String message) {
        this(message, null);
    }

    public OperationFailedException(String message, Throwable cause) {
        super(ExitCode.FAILED, message, cause);
    }
}

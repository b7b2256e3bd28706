package io.flinkvariance.error;

/** A host or an interface did not answer, or a connection was lost; it may be back in a while. */
public final class UnreachableException extends DeployException {
    private static final long serialVersionUID = 1L;

    public UnreachableException(String message) {
        this(message, null);
    }

    public UnreachableException(String message, Throwable cause) {
        super(ExitCode.FAILED, message, cause);
    }
}

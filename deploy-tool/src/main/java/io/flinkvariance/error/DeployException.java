package io.flinkvariance.error;

/**
 * What the tool can fail with; the subclass decides the exit code.
 *
 * <p>Messages read {@code [host] what failed: why. Try: …}, host and remedy where there is one.
 */
public abstract class DeployException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    DeployException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** What the process ends with. */
    public ExitCode exitCode() {
        return exitCode;
    }
}

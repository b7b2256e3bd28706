package io.flinkvariance.error;

/** The command line, a scenario or a configuration file is wrong; nothing was done. */
public final class UsageException extends DeployException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        this(message, null);
    }

    public UsageException(String message, Throwable cause) {
        super(ExitCode.USAGE, message, cause);
    }
}

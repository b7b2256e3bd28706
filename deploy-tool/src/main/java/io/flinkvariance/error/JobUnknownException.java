package io.flinkvariance.error;

/** Flink does not know the job: it never did, or has forgotten it, or is itself gone for good. */
public final class JobUnknownException extends DeployException {
    private static final long serialVersionUID = 1L;

    private final boolean isGoneForGood;

    public JobUnknownException(String message) {
        this(message, false);
    }

    private JobUnknownException(String message, boolean isGoneForGood) {
        super(ExitCode.FAILED, message, null);
        this.isGoneForGood = isGoneForGood;
    }

    /** The Flink that ran it has ended, for the reason that the message tells. */
    public static JobUnknownException goneForGood(String message) {
        return new JobUnknownException(message, true);
    }

    /** Whether the message tells why: nobody is left to ask. */
    public boolean isGoneForGood() {
        return isGoneForGood;
    }
}

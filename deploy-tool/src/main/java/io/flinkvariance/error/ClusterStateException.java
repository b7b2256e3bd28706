package io.flinkvariance.error;

/** The cluster is not in the state that the operation needs. */
public final class ClusterStateException extends DeployException {
    private static final long serialVersionUID = 1L;

    public ClusterStateException(String message) {
        this(message, null);
    }

    public ClusterStateException(String message, Throwable cause) {
        super(ExitCode.CLUSTER_STATE, message, cause);
    }
}

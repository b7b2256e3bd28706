package org.apache.flink.runtime.minicluster;

/**
 * Ends TaskManagers of a Flink in the middle of a job, and starts others.
 *
 * <p>In Flink's own package, as it lets nobody else do either.
 */
public final class MortalTaskManagers {
    private final MiniCluster flink;
    private int dead;

    public MortalTaskManagers(MiniCluster flink) {
        this.flink = flink;
    }

    /** Ends the oldest, and starts one in its place. */
    public void replaceTheOldest() throws Exception {
        // One whose tasks still hold buffers complains of that, and is as dead as any.
        flink.terminateTaskExecutor(dead).exceptionally(complaint -> null).get();
        dead++;
        flink.startTaskExecutor();
    }
}

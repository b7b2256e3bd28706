package io.flinkvariance.cluster;

import io.flinkvariance.host.UploadProgress;
import java.nio.file.Path;
import java.util.function.Function;

/** A {@link LocalFlink} that runs, and is stopped when this is closed. */
public final class LocalCluster extends ScriptedCluster {
    public static final String TARGET = "local";

    private final LocalFlink flink;

    LocalCluster(
            ClusterConnection connection,
            Path jobJar,
            Function<String, UploadProgress> uploads,
            LocalFlink flink)
            throws InterruptedException {
        super(connection, jobJar, uploads);
        this.flink = flink;
    }

    @Override
    public String target() {
        return TARGET;
    }

    @Override
    public boolean outlivesTheTool() {
        return false;
    }

    @Override
    public void close() {
        super.close();
        flink.stop();
    }
}

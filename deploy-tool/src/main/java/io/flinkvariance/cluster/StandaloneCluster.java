package io.flinkvariance.cluster;

import io.flinkvariance.host.PortForward;
import io.flinkvariance.host.UploadProgress;
import io.flinkvariance.latency.HostClocks;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A Flink on hosts of its own, which goes on when the tool ends. */
public final class StandaloneCluster extends ScriptedCluster {
    public static final String TARGET = "cluster";

    private StandaloneCluster(
            ClusterConnection connection, Path jobJar, Function<String, UploadProgress> uploads)
            throws InterruptedException {
        super(connection, jobJar, uploads);
    }

    /**
     * Starts the cluster if it is down. It is closed with the connection.
     *
     * @param uploads makes the progress of an upload from a file's name
     */
    public static StandaloneCluster start(
            ClusterConnection connection,
            Path jobJar,
            Consumer<String> notes,
            Function<String, UploadProgress> uploads)
            throws InterruptedException {
        if (connection.overview().isEmpty()) {
            connection.start(notes);
        }
        return running(connection, jobJar, notes, uploads);
    }

    /** The same for one that is not to be started: it has to be up. */
    public static StandaloneCluster running(
            ClusterConnection connection,
            Path jobJar,
            Consumer<String> notes,
            Function<String, UploadProgress> uploads)
            throws InterruptedException {
        StandaloneCluster cluster = new StandaloneCluster(connection, jobJar, uploads);
        int expected = connection.layout().taskManagers();
        if (cluster.taskManagers() < expected) {
            notes.accept(
                    "[%s] %d of %d TaskManagers are registered. To have them all: deploy-tool cluster start"
                            .formatted(connection.name(), cluster.taskManagers(), expected));
        }
        cluster.otherSlots()
                .map(why -> "[%s] configuration: %s".formatted(connection.name(), why))
                .ifPresent(notes);
        return cluster;
    }

    @Override
    public String target() {
        return TARGET;
    }

    @Override
    public boolean outlivesTheTool() {
        return true;
    }

    @Override
    public Optional<PortForward> forward(String host, int port, int localPort)
            throws InterruptedException {
        return Optional.of(connection().host().forward(host, port, localPort));
    }

    @Override
    public Optional<JobStore> jobStore() {
        return Optional.of(new JobStore(connection().host()));
    }

    @Override
    public Optional<HostClocks> clocks() {
        return Optional.of(
                new WorkersClocks(connection().host(), connection().layout().flinkHome()));
    }
}

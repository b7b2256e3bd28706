package io.flinkvariance.cli;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.cluster.JobJar;
import io.flinkvariance.cluster.StandaloneCluster;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.PassphrasePrompt;
import io.flinkvariance.host.SshHost;
import io.flinkvariance.host.UploadProgress;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.terminal.ProgressDisplay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** Which cluster a command means, and the way to it. */
final class ClusterOptions {
    static final String CLUSTER = "cluster";

    private ClusterOptions() {}

    static Option option() {
        return OptionValues.single(
                CLUSTER, "file", "how the cluster is reached (default conf/cluster.properties)");
    }

    /** Whether the user named a cluster, or provisioning left word of one. */
    static boolean isThere(CommandLine line, KitHome kit) {
        return line.hasOption(CLUSTER) || Files.exists(kit.clusterProperties());
    }

    static ClusterProperties properties(CommandLine line, KitHome kit) {
        return ClusterProperties.read(
                line.hasOption(CLUSTER)
                        ? Path.of(line.getOptionValue(CLUSTER))
                        : kit.clusterProperties());
    }

    static ClusterConnection connect(CommandLine line, KitHome kit) throws InterruptedException {
        return connect(properties(line, kit));
    }

    static ClusterSource source(ClusterProperties properties) {
        return new ClusterSource() {
            @Override
            public boolean isHere() {
                return false;
            }

            @Override
            public Cluster open(Path scratch, ProgressDisplay display) throws InterruptedException {
                return standalone(properties, display::note);
            }
        };
    }

    /** The cluster, started if it is down. */
    static StandaloneCluster standalone(ClusterProperties properties, Consumer<String> notes)
            throws InterruptedException {
        return standalone(properties, notes, StandaloneCluster::start);
    }

    /** The cluster, which has to be up. */
    static StandaloneCluster running(ClusterProperties properties, Consumer<String> notes)
            throws InterruptedException {
        return standalone(properties, notes, StandaloneCluster::running);
    }

    private interface Way {
        StandaloneCluster open(
                ClusterConnection connection,
                Path jar,
                Consumer<String> notes,
                Function<String, UploadProgress> uploads)
                throws InterruptedException;
    }

    private static StandaloneCluster standalone(
            ClusterProperties properties, Consumer<String> notes, Way way)
            throws InterruptedException {
        Path jar = JobJar.locate();
        String host = properties.ssh().host();
        ClusterConnection connection = connect(properties);
        try {
            return way.open(connection, jar, notes, file -> new UploadNotes(host, file, notes));
        } catch (InterruptedException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    private static ClusterConnection connect(ClusterProperties properties)
            throws InterruptedException {
        Host host = new SshHost(properties.ssh(), PassphrasePrompt.onTerminal());
        return ClusterConnection.open(properties.layout(), host);
    }
}

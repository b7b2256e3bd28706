package io.flinkvariance.target;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.yarn.RunningSessions;
import io.flinkvariance.yarn.YarnCluster;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A session on YARN that another process of the tool's began.
 *
 * @param hosts makes the way to a host, without going it yet
 * @param jobId of the job in it; without one, that of the only session that has a job
 */
public record AttachedYarnTarget(
        YarnProperties properties,
        Path jobJar,
        Function<SshSettings, Host> hosts,
        Optional<String> jobId)
        implements SessionOnYarn {
    private static final String WHICH =
            "deploy-tool attach <job>, or deploy-tool cancel --target yarn";

    @Override
    public Cluster open(Path scratch, Consumer<String> notes) throws InterruptedException {
        Host master = hosts.apply(properties.ssh());
        try {
            return YarnCluster.attached(
                    master,
                    new RunningSessions(master, properties).withJob(jobId, "attach", WHICH),
                    jobJar,
                    notes);
        } catch (InterruptedException | RuntimeException failed) {
            master.close();
            throw failed;
        }
    }
}

package io.flinkvariance.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.hadoop.Application;
import io.flinkvariance.hadoop.Applications;
import io.flinkvariance.hadoop.ContainerSizes;
import io.flinkvariance.hadoop.HttpAddress;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.StubFlink;
import io.flinkvariance.run.StubCluster;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a session is to a run. */
class YarnClusterTest {
    private static final YarnProperties PROPERTIES =
            new YarnProperties(
                    Path.of("yarn.properties"),
                    new SshSettings(
                            "n1",
                            22,
                            "hadoop",
                            Optional.empty(),
                            Path.of("known_hosts"),
                            Optional.empty()),
                    Optional.empty(),
                    Optional.empty(),
                    "/usr/lib/flink",
                    new ContainerSizes(1024, 1024, 4),
                    Optional.empty());

    @Test
    void aJobMayTakeLongerThanWhereItsTaskManagersRunAlready() throws Exception {
        try (StubFlink flink = new StubFlink();
                LocalHost master = new LocalHost(Map.of())) {
            flink.answer("/jobmanager/config", "[]")
                    .answer("/overview", "{'taskmanagers':0}")
                    .answer("/jobs/overview", "{'jobs':[{'jid':'j','state':'RUNNING'}]}");
            Application application =
                    new Application(
                            "application_1_0001",
                            "RUNNING",
                            "",
                            Optional.of(new HttpAddress("127.0.0.1", flink.address().getPort())));
            YarnSession session =
                    new YarnSession(
                            "flink-variance-0123456789ab",
                            application,
                            master,
                            PROPERTIES,
                            new Applications(master, PROPERTIES));

            try (YarnCluster cluster =
                    YarnCluster.attached(master, session, Path.of("job.jar"), note -> {})) {
                Cluster usual = new StubCluster(new FlinkRest(flink.address()));

                assertThat(cluster.jobStartTimeout()).isGreaterThan(usual.jobStartTimeout());
            }
        }
    }
}

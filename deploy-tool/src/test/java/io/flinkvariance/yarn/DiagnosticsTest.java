package io.flinkvariance.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.hadoop.Application;
import io.flinkvariance.hadoop.ContainerSizes;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.SshSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosticsTest {
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

    private static String of(String state, String said) {
        return new Diagnostics("n1", PROPERTIES)
                .of(new Application("application_1_0001", state, said, Optional.empty()))
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "Diagnostics: File file:/root/.flink/application_1_0001/lib/a.jar does not exist § File file:/root/.flink/application_1_0001/lib/a.jar does not exist: Flink's client took the master's own disk for HDFS, as HADOOP_CONF_DIR named none. Try: hadoop.confDir=/etc/hadoop/conf in yarn.properties; by hand: export HADOOP_CONF_DIR=/etc/hadoop/conf",
                "Container [pid=1] is running beyond physical memory limits. Current usage: 1 GB § YARN ended a container that was running beyond physical memory limits. Try: a larger yarn.jobManagerMb in yarn.properties",
                "Container [pid=1] is running beyond virtual memory limits. § YARN ended a container that was running beyond virtual memory limits. Try: yarn.nodemanager.vmem-check-enabled=false in yarn-site.xml of the nodes",
                "Application application_1_0001 submitted by user hadoop to unknown queue: x § Application application_1_0001 submitted by user hadoop to unknown queue: x. Try: yarn.queue=<a queue that this user may use> in yarn.properties: mapred queue -showacls there",
                "org.apache.hadoop.security.AccessControlException: User hadoop does not have permission to submit application_1_0001 to queue x § org.apache.hadoop.security.AccessControlException: User hadoop does not have permission to submit application_1_0001 to queue x. Try: yarn.queue=<a queue that this user may use> in yarn.properties: mapred queue -showacls there",
                "Application application_1_0001 failed 1 times (global limit =2; local limit is =1) due to AM Container for appattempt_1_0001_000001 exited with  exitCode: -100 § YARN has lost the node that its JobManager ran on. Try: yarn node -list -all there",
                "Container released on a *lost* node § YARN has lost the node that its JobManager ran on. Try: yarn node -list -all there",
                "Application application_1_0001 was killed by user hadoop at 10.0.0.1 § it was killed by hadoop",
                "failed 1 times due to AM Container exited with  exitCode: 137. Killed by external signal § it has ended, FAILED: failed 1 times due to AM Container exited with  exitCode: 137. Killed by external signal. Try: yarn logs -applicationId application_1_0001 there",
                "AM Container exited with  exitCode: 1 § it has ended, FAILED: AM Container exited with  exitCode: 1. Try: yarn logs -applicationId application_1_0001 there"
            })
    void sayWhatToDo(String said, String told) {
        assertThat(of("FAILED", said)).isEqualTo("[n1] application_1_0001 on YARN: " + told);
    }

    @Test
    void mayBeMissing() {
        assertThat(of("KILLED", ""))
                .isEqualTo(
                        "[n1] application_1_0001 on YARN: it has ended, KILLED, and YARN does not say why. Try: yarn logs -applicationId application_1_0001 there");
    }

    @ParameterizedTest
    @CsvSource({
        "JVM: OpenJDK 64-Bit Server VM - Private Build - 1.8/25.402-b06, 1.8.0_402",
        "JVM: OpenJDK 64-Bit Server VM - Debian - 11/11.0.2+9-Debian-3, 11.0.2+9-Debian-3",
        "nothing of it, unknown"
    })
    void logsTellTheVersionOfJava(String log, String version) {
        assertThat(SessionJava.version("a\n INFO  -  " + log + "\nb\n")).isEqualTo(version);
    }
}

package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.influxdb.InfluxAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Flink of this machine's is not started with, and which of two keys counts. */
class LocalConfigurationTest {
    private static final InfluxAddress INFLUX =
            new InfluxAddress("localhost", 8086, "flink", Optional.empty());

    @TempDir private Path folder;

    private InstalledFlink installed;

    @BeforeEach
    void install() throws Exception {
        installed = InstalledFlink.in(folder, "jobmanager.rpc.address: 10.0.0.10\n");
    }

    private LocalConfiguration configuration(Map<String, String> flinkConf) {
        return LocalConfiguration.of(installed.home(), 2, 4, flinkConf);
    }

    @Test
    void aFolderWithoutFlinkIsRefused() {
        assertThatThrownBy(() -> LocalConfiguration.of(folder, 1, 4, Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--flink-home %s: there is no Flink, as bin/start-cluster.sh is missing."
                                + " Try: the folder that its archive was unpacked to",
                        folder);
    }

    @Test
    void aNumberThatIsNoneIsRefused() {
        assertThatThrownBy(() -> configuration(Map.of("rest.port", "many")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--flink-conf: rest.port=many: expected a whole number");
    }

    /** Flink would take half of it, or what stands behind it for another key. */
    @ParameterizedTest
    @ValueSource(strings = {"-Dcolor=#fff", "-Da=b\nrest.port: 1", "a\rb", "#"})
    void aValueThatTheFileCannotHoldIsRefused(String value) {
        assertThatThrownBy(() -> configuration(Map.of("env.java.opts", value)))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--target local: env.java.opts: flink-conf.yaml cannot hold a value with # or"
                                + " the end of a line in it");
    }

    @Test
    void anEmptyValueIsRefused() {
        assertThatThrownBy(() -> configuration(Map.of("env.java.opts", " ")))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--target local: env.java.opts: empty, and Flink takes its default then."
                                + " Try: leave the key out");
    }

    @Test
    void refusesToReportWithoutTheReportersJar() {
        assertThatThrownBy(() -> configuration(Map.of()).reportingTo(INFLUX))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--influxdb: flink-metrics-influxdb-1.8.1.jar is in neither lib nor opt of"
                                + " %s. Try: to copy it from opt of Flink's archive to %s",
                        installed.home(), installed.home().resolve("opt"));
    }

    @Test
    void letsTheUsersKeysGoBeforeThoseOfTheReporter() throws Exception {
        Files.createFile(installed.home().resolve("lib/flink-metrics-influxdb-1.8.1.jar"));
        configuration(Map.of("metrics.reporter.influxdb.interval", "5 SECONDS"))
                .reportingTo(INFLUX)
                .write(folder.resolve("conf"), folder);

        assertThat(folder.resolve("conf/flink-conf.yaml"))
                .content()
                .contains("metrics.reporter.influxdb.interval: 5 SECONDS\n");
    }
}

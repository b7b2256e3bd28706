package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.influxdb.InfluxLogin;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedConfigurationTest {
    private static final InfluxAddress INFLUX =
            new InfluxAddress(
                    "localhost", 8086, "flink", Optional.of(new InfluxLogin("me", "secret")));

    private static Map<String, String> reporting(Map<String, String> flinkConf) {
        return EmbeddedConfiguration.of(1, 4, flinkConf)
                .reportingTo(INFLUX)
                .toFlink(Path.of("scratch"));
    }

    @Test
    void reportsOnlyWhereItIsToldTo() {
        Map<String, String> plain =
                EmbeddedConfiguration.of(1, 4, Map.of()).toFlink(Path.of("scratch"));

        assertThat(plain.keySet()).noneMatch(key -> key.startsWith("metrics.reporter."));
        assertThat(reporting(Map.of()).get("metrics.reporter.influxdb.interval"))
                .isEqualTo("1 SECONDS");
        assertThat(reporting(Map.of()).get("metrics.reporter.influxdb.password"))
                .isEqualTo("secret");
    }

    @Test
    void letsTheUsersKeysGoFirst() {
        Map<String, String> flink =
                reporting(Map.of("metrics.reporter.influxdb.interval", "5 SECONDS"));

        assertThat(flink.get("metrics.reporter.influxdb.interval")).isEqualTo("5 SECONDS");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 0", "1, -1", "2, 1"})
    void refusesFewerSlotsThanThereAreSubtasks(int taskManagers, int slots) {
        Map<String, String> few = Map.of("taskmanager.numberOfTaskSlots", Integer.toString(slots));

        assertThatThrownBy(() -> EmbeddedConfiguration.of(taskManagers, 4, few))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--flink-conf: taskmanager.numberOfTaskSlots=%d: that makes %d slots, and 4 are needed, one for each subtask. Try: leave the key out"
                                .formatted(slots, Math.max(0, taskManagers * slots)));
    }

    @Test
    void showsNoPassword() {
        EmbeddedConfiguration configuration =
                EmbeddedConfiguration.of(
                                1, 4, Map.of("metrics.reporter.other.password", "mine", "a", "b"))
                        .reportingTo(INFLUX);

        assertThat(configuration.flinkConf())
                .isEqualTo(Map.of("metrics.reporter.other.password", "******", "a", "b"));
    }
}

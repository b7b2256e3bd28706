package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlinkConfKeysTest {
    private static void check(Map<String, String> given, boolean unknownAllowed) {
        FlinkConfKeys.ofKit().check(given, "--flink-conf", unknownAllowed, "--any-flink-conf");
    }

    @ParameterizedTest
    @CsvSource({
        "taskmanager.numberOfTaskSlot, taskmanager.numberOfTaskSlots",
        "taskmanager.memory.segmentsize, taskmanager.memory.segment-size",
        "taskmanager.network.memory.buffer-per-channel,"
                + " taskmanager.network.memory.buffers-per-channel",
        "Taskmanager.numberOfTaskSlots, taskmanager.numberOfTaskSlots",
        "env.java.ops, env.java.opts",
        "heartbeat.timout, heartbeat.timeout"
    })
    void namesTheKeyThatAMistypedOneMeant(String typed, String meant) {
        assertThatThrownBy(() -> check(Map.of(typed, "1"), false))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--flink-conf: %s=1: Flink 1.8.1 has no such key; did you mean %s? Try: --any-flink-conf, to give it all the same"
                                .formatted(typed, meant));
    }

    @Test
    void takesAnyKeyWhereItIsToldTo() {
        assertThatCode(() -> check(Map.of("a.plugins.own", "1"), true)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "metrics.reporter.mine.class, org.example.Mine",
        "state.backend.rocksdb.writebuffer.size, 64mb",
        "containerized.taskmanager.env.A, b",
        "env.java.home, /usr/lib/jvm/java-8",
        "env.java.opts.taskmanager, -XX:+UseG1GC",
        "taskmanager.numberOfTaskSlots, 8",
        "taskmanager.memory.segment-size, 4096",
        "taskmanager.memory.size, 16m",
        "taskmanager.network.memory.fraction, 0.2",
        "taskmanager.network.credit-model, TRUE",
        "blob.server.port, 50100-50200",
        "restart-strategy, none",
        "akka.ask.timeout, 10 s",
        "web.refresh-interval, 200"
    })
    void takesWhatFlinkTakes(String key, String value) {
        assertThatCode(() -> check(Map.of(key, value), false)).doesNotThrowAnyException();
    }

    @Test
    void namesEveryKeyWhoseValueFlinkRefuses() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("taskmanager.numberOfTaskSlots", "four");
        given.put("taskmanager.network.memory.fraction", "a lot");
        given.put("taskmanager.network.credit-model", "yes");
        given.put("taskmanager.memory.size", "16 megs");
        given.put("rest.port", "");

        assertThatThrownBy(() -> check(given, true))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        """
                        --flink-conf: taskmanager.numberOfTaskSlots=four: expected a whole number
                        --flink-conf: taskmanager.network.memory.fraction=a lot: expected a number
                        --flink-conf: taskmanager.network.credit-model=yes: expected true or false
                        --flink-conf: taskmanager.memory.size=16 megs: expected a size, such as 32kb
                        --flink-conf: rest.port=: expected a whole number\
                        """);
    }
}

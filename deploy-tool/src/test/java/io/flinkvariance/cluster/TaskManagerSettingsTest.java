package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.rest.TaskManagerMemory;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskManagerSettingsTest {
    private static final long MEBI = 1 << 20;

    @ParameterizedTest(name = "{0} MiB, {1}: {3}")
    @CsvSource({
        // A tenth of the heap and the network's memory together, but no less than 64 MiB.
        "1800, '', 6400, false",
        "1800, '', 12800, true",
        "1800, '', 3200, true",
        "100, '', 2048, false",
        "900000, '', 32768, false",
        "1800, taskmanager.network.memory.fraction=0.2, 14400, false",
        "1800, taskmanager.network.memory.max=80mb, 2560, false",
        "1800, taskmanager.network.memory.min=1gb, 32768, false",
        "1800, taskmanager.network.numberOfBuffers=777, 777, false",
        "1800, taskmanager.network.numberOfBuffers=777, 6400, true",
        "1800, taskmanager.memory.off-heap=true, 1, false",
        "1800, taskmanager.network.memory.fraction=much, 1, false"
    })
    void tellsOtherBuffersByTheirNumber(
            long heapMebibytes, String setting, long buffers, boolean areOthers) {
        Map<String, String> shown = new HashMap<>();
        int equals = setting.indexOf('=');
        if (equals > 0) {
            shown.put(setting.substring(0, equals), setting.substring(equals + 1));
        }

        assertThat(
                        new TaskManagerSettings(shown)
                                .otherBuffers(
                                        "n2",
                                        BufferSettings.FLINK_DEFAULT,
                                        new TaskManagerMemory(heapMebibytes * MEBI, buffers))
                                .isPresent())
                .isEqualTo(areOthers);
    }
}

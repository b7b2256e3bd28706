package io.flinkvariance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BufferSettingsTest {
    @ParameterizedTest
    @CsvSource({"4096, 1, 0", "4096, 32768, 32768", "32768, 2, 8"})
    void takesWhatFlinkTakes(int segmentBytes, int perChannel, int floating) {
        assertThat(new BufferSettings(segmentBytes, perChannel, floating))
                .hasToString("%d/%d/%d".formatted(segmentBytes, perChannel, floating));
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 0, 1, taskmanager.network.memory.buffers-per-channel=0: expected 1 to 32768",
        "4096, 32769, 1, taskmanager.network.memory.buffers-per-channel=32769: expected 1 to 32768",
        "4096, 2, -1, taskmanager.network.memory.floating-buffers-per-gate=-1: expected 0 to 32768",
        "4096, 2, 32769, taskmanager.network.memory.floating-buffers-per-gate=32769: expected 0 to 32768",
        "2048, 2, 1, 'taskmanager.memory.segment-size=2048: expected a power of two, at least 4096 bytes'",
        "5000, 2, 1, 'taskmanager.memory.segment-size=5000: expected a power of two, at least 4096 bytes'"
    })
    void refusesWhatNoFlinkHas(int segmentBytes, int perChannel, int floating, String fault) {
        assertThatThrownBy(() -> new BufferSettings(segmentBytes, perChannel, floating))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(fault);
    }

    @Test
    void countsThePoolOfATaskAndTheBuffersOfAReceiver() {
        BufferSettings buffers = new BufferSettings(4096, 2, 3);

        assertThat(buffers.outputBuffers(4)).isEqualTo(11);
        assertThat(buffers.inputBuffers()).isEqualTo(5);
    }
}

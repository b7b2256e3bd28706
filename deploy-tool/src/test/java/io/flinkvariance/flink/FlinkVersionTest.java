package io.flinkvariance.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlinkVersionTest {
    private static final FlinkVersion KIT = FlinkVersion.OF_KIT;

    @Test
    void knowsTheJavaOfItsProcesses() {
        assertThat(KIT.runsOn("1.8.0_292")).isTrue();
        assertThat(KIT.runsOn("11.0.2")).isFalse();
        assertThat(KIT.runsOn("")).isFalse();
    }

    @Test
    void knowsThoseOfItsLine() {
        assertThat(KIT.isOfLine("1.8.3")).isTrue();
        assertThat(KIT.isOfLine("1.80.0")).isFalse();
        assertThat(KIT.isOfLine("1.9.0")).isFalse();
    }

    @Test
    void namesTheReportersJar() {
        assertThat(KIT.reporterJar()).isEqualTo("flink-metrics-influxdb-1.8.1.jar");
    }
}

package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.model.BufferSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlinkConfValuesTest {
    @Test
    void takesFlinksOwnBuffersWhereNothingIsConfigured() {
        assertThat(FlinkConfValues.buffers("far", Map.of()))
                .isEqualTo(BufferSettings.FLINK_DEFAULT);
    }

    @Test
    void readsTheBuffersThatAreConfigured() {
        Map<String, String> keys =
                Map.of(
                        BufferSettings.SEGMENT_KEY, "4kb",
                        BufferSettings.PER_CHANNEL_KEY, "2",
                        BufferSettings.FLOATING_KEY, "1");

        assertThat(FlinkConfValues.buffers("far", keys)).isEqualTo(BufferSettings.SMALL);
    }

    @Test
    void saysWhichBuffersItCannotRead() {
        assertThatThrownBy(
                        () ->
                                FlinkConfValues.buffers(
                                        "far", Map.of(BufferSettings.FLOATING_KEY, "some")))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        "[far] reading the buffers from the JobManager's configuration: For input"
                                + " string: \"some\"");
    }

    @Test
    void findsTheFolderOfUploadedJars() {
        assertThat(
                        FlinkConfValues.jarFolder(
                                Map.of("web.upload.dir", "/up", "web.tmpdir", "/tmp/web-1")))
                .contains("/up/flink-web-upload");
        assertThat(FlinkConfValues.jarFolder(Map.of("web.tmpdir", "/tmp/web-1")))
                .contains("/tmp/web-1/flink-web-upload");
        assertThat(
                        FlinkConfValues.jarFolder(
                                Map.of("web.tmpdir", "/tmp/web-1", "web.submit.enable", "false")))
                .isEmpty();
    }

    @Test
    void hasSavepointsBesideUploadedJarsAndElsewhereOnlyIfThereAreNone() {
        assertThat(
                        FlinkConfValues.ownFolder(
                                Map.of("web.upload.dir", "/up", "web.tmpdir", "/tmp/web-1")))
                .isEqualTo("/up/flink-web-upload");
        assertThat(
                        FlinkConfValues.ownFolder(
                                Map.of("web.tmpdir", "/tmp/web-1", "web.submit.enable", "false")))
                .isEqualTo("/tmp/web-1");
    }

    @Test
    void keepsPasswordsAndAddressesOutOfAResult() {
        assertThat(FlinkConfValues.isOfPerformance("taskmanager.memory.segment-size")).isTrue();
        assertThat(FlinkConfValues.isOfPerformance("jobmanager.heap.size")).isTrue();
        assertThat(FlinkConfValues.isOfPerformance("security.ssl.rest.key-password")).isFalse();
        assertThat(FlinkConfValues.isOfPerformance("metrics.reporter.influxdb.password")).isFalse();
        assertThat(FlinkConfValues.isOfPerformance("jobmanager.rpc.address")).isFalse();
    }
}

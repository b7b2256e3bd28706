package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.model.BufferSettings;
import org.junit.jupiter.api.Test;

class SmallerBuffersTest {
    @Test
    void areSetByProvisioningOnACluster() {
        assertThat(SmallerBuffers.remedy("cluster", BufferSettings.FLINK_DEFAULT))
                .contains(
                        "flink_buffers: small in ansible/group_vars/all.yml, and then cd ansible &&"
                                + " ansible-playbook rolling.yml");
    }

    @Test
    void areSetByOptionsElsewhere() {
        String options =
                "--flink-conf taskmanager.memory.segment-size=4096 --flink-conf"
                        + " taskmanager.network.memory.floating-buffers-per-gate=1";

        assertThat(SmallerBuffers.remedy("embedded", BufferSettings.FLINK_DEFAULT))
                .contains(options);
        assertThat(SmallerBuffers.remedy("local", BufferSettings.FLINK_DEFAULT)).contains(options);
        assertThat(SmallerBuffers.remedy("local", new BufferSettings(4096, 4, 0)))
                .contains("--flink-conf taskmanager.network.memory.buffers-per-channel=2");
    }

    @Test
    void wouldNotHelpWhereTheyAreSmallAlready() {
        assertThat(SmallerBuffers.remedy("cluster", BufferSettings.SMALL)).isEmpty();
        assertThat(SmallerBuffers.remedy("embedded", new BufferSettings(4096, 1, 0))).isEmpty();
    }
}

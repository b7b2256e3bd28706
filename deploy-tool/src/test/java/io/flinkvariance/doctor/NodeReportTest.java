package io.flinkvariance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.doctor.NodeReport.Reach;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NodeReportTest {
    private static NodeReport only(String output) {
        List<NodeReport> reports = NodeReport.parse(output);
        assertThat(reports).hasSize(1);
        return reports.get(0);
    }

    @Test
    void readsWhatANodeSaysOfItself() {
        NodeReport report =
                only(
                        """
                        node=10.0.0.11
                        before=1000
                        flink=1.8.1
                        java=1.8.0_292
                        free=1234 /opt/flink/current/
                        free= /nowhere
                        now=1001
                        port=10.0.0.12:6121 open
                        port=10.0.0.12:6140 silent
                        port=10.0.0.12:6141 refused
                        ended=0
                        """);

        assertThat(report.host()).isEqualTo("10.0.0.11");
        assertThat(report.wasReached()).isTrue();
        assertThat(report.flinkVersion()).contains("1.8.1");
        assertThat(report.javaVersion()).contains("1.8.0_292");
        assertThat(report.freeMebibytes()).containsOnlyKeys("/opt/flink/current/");
        assertThat(report.ports())
                .containsEntry("10.0.0.12:6121", Reach.OPEN)
                .containsEntry("10.0.0.12:6140", Reach.SILENT)
                .containsEntry("10.0.0.12:6141", Reach.REFUSED);
    }

    @Test
    void keepsTheLastWordsOfANodeThatWasNotReached() {
        NodeReport report =
                only(
                        """
                        node=n2
                        before=1000
                        Warning: something
                        Permission denied (publickey).
                        ended=255
                        """);

        assertThat(report.wasReached()).isFalse();
        assertThat(report.lastWords()).isEqualTo("Permission denied (publickey)");
        assertThat(report.clockOffsetSeconds()).isEmpty();
    }

    @Test
    void comparesClocksBeyondTheTimeOfAsking() {
        String frame = "node=n\nbefore=1000\nnow=%d\nended=0\n";

        // Without an answer's end the time before it stands for it.
        assertThat(only(frame.formatted(990)).clockOffsetSeconds()).contains(-10L);
        assertThat(
                        only("node=n\nbefore=1000\nnow=1004\nafter=1005\nended=0\n")
                                .clockOffsetSeconds())
                .contains(0L);
        assertThat(
                        only("node=n\nbefore=1000\nnow=1025\nafter=1005\nended=0\n")
                                .clockOffsetSeconds())
                .contains(20L);
    }

    @Property
    void takesWhateverANodeSays(@ForAll List<String> lines) {
        String output = "node=n\n" + String.join("\n", lines) + "\nended=0\n";

        for (NodeReport report : NodeReport.parse(output)) {
            report.freeMebibytes();
            report.ports();
            report.clockOffsetSeconds();
            assertThat(report.host()).isNotNull();
        }
    }
}

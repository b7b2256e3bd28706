package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.latency.ClockOffsets;
import io.flinkvariance.latency.ClockOffsets.Offset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the comparison's lines; the script itself has tests beside the nodes'. */
class WorkersClocksTest {
    @TempDir Path folder;

    /** Of a host whose Python is a shell script. */
    private ClockOffsets compared(String python) throws Exception {
        Path program = Files.writeString(folder.resolve("python3"), "#!/bin/sh\n" + python);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        String path = folder + ":" + System.getenv("PATH");
        try (LocalHost host = new LocalHost(Map.of("PATH", path))) {
            return new WorkersClocks(host, "/opt/flink").compare();
        }
    }

    @Test
    void areReadOfTheHostsThatAnswer() throws Exception {
        assertThat(
                        compared(
                                """
                                [ "$1 $3" = "-c /opt/flink" ] || exit 9
                                echo at a 5000000
                                echo clock b -1200 85
                                echo clock a 3 40
                                echo failed n4 ssh: connect to host n4 port 22: Connection refused
                                """))
                .isEqualTo(
                        new ClockOffsets(
                                5_000_000,
                                Map.of("a", new Offset(0, 0), "b", new Offset(-1200, 85)),
                                List.of(
                                        "[n4] ssh: connect to host n4 port 22: Connection"
                                                + " refused")));
    }

    @Test
    void areNotComparedByAHostThatCannot() {
        assertThatThrownBy(() -> compared("echo no module named ssl >&2; exit 1"))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageEndingWith("] comparing clocks: no module named ssl");
    }

    @Test
    void areNotTakenFromWhatIsNoComparison() {
        for (String said :
                new String[] {"", "hello", "at a", "at a soon", "clock a 1", "clock a 1 -1"}) {
            assertThatThrownBy(() -> compared("echo '" + said + "'"))
                    .as(said)
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessageEndingWith(
                            "] comparing clocks: what it says is no comparison: " + said);
        }
    }
}

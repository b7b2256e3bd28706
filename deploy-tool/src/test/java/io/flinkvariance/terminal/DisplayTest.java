package io.flinkvariance.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Lag;
import io.flinkvariance.run.RunProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DisplayTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream output = new PrintStream(written, true, StandardCharsets.UTF_8);

    private static RunProgress settling(int seconds) {
        return new RunProgress(
                RunProgress.Phase.SETTLING,
                Duration.ofSeconds(seconds),
                439.6,
                List.of(20.0, 139.9, 140.0, 139.7),
                OptionalDouble.empty(),
                Optional.of(Duration.ofSeconds(72)));
    }

    private static RunProgress measuring(int seconds) {
        return new RunProgress(
                RunProgress.Phase.MEASURING,
                Duration.ofSeconds(seconds),
                79.8,
                List.of(20.0, 19.9, 20.0, 19.9),
                OptionalDouble.of(0.0213),
                Optional.of(Duration.ofSeconds(9)));
    }

    @Test
    void tellsPhaseTimeThroughputSubtasksAndTimeLeft() {
        assertThat(ProgressText.of(settling(65)))
                .isEqualTo("settling  1:05  440/s  [20 140 140 140]  about 1:12 left");
        assertThat(ProgressText.of(measuring(125)))
                .isEqualTo("measuring 2:05  80/s  [20 20 20 20]  ±2.1 %  about 0:09 left");
    }

    private static RunProgress reading(OptionalLong lag) {
        return new RunProgress(
                RunProgress.Phase.SETTLING,
                Duration.ofSeconds(65),
                79.8,
                List.of(20.0, 59.8),
                Optional.of(new Lag(65, OptionalLong.of(9000), lag, lag, OptionalLong.empty())),
                OptionalDouble.empty(),
                Optional.empty());
    }

    @Test
    void tellsTheLagOfAJobThatReadsATopicAndThatItIsUnknown() {
        assertThat(ProgressText.of(reading(OptionalLong.of(3267))))
                .isEqualTo("settling  1:05  80/s  [20 60]  lag 3267");
        assertThat(ProgressText.of(reading(OptionalLong.empty())))
                .isEqualTo("settling  1:05  80/s  [20 60]  lag unknown");
    }

    @Test
    void tellsOfManySubtasksTheFirst() {
        RunProgress many =
                new RunProgress(
                        RunProgress.Phase.SETTLING,
                        Duration.ZERO,
                        100,
                        Collections.nCopies(100, 1.0),
                        OptionalDouble.empty(),
                        Optional.empty());

        assertThat(ProgressText.of(many))
                .isEqualTo("settling  0:00  100/s  [1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 …]");
    }

    @Test
    void writesALogALineEveryTenSecondsAndAtEachPhase() {
        PlainDisplay display = new PlainDisplay(output);
        display.note("starting");
        for (int second = 0; second < 20; second++) {
            display.progress(settling(second));
        }
        display.progress(measuring(20));
        display.progress(measuring(21));
        display.close();

        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .extracting(line -> line.substring(0, Math.min(14, line.length())))
                .containsExactly("starting", "settling  0:00", "settling  0:10", "measuring 0:20");
    }

    @Test
    void tellsOfAnOutageAndOfItsEnd() {
        PlainDisplay display = new PlainDisplay(output);

        display.disconnected("[node1:8081] asking Flink for /jobs/j: ConnectException");
        display.connected(Duration.ofMillis(17_900));

        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "connection lost: [node1:8081] asking Flink for /jobs/j: ConnectException;"
                                + " trying again",
                        "connected again after 17 s");
    }

    @Test
    void writesATerminalOneLineOverAndOver() {
        LiveDisplay display = new LiveDisplay(output, () -> 20, () -> {});
        display.progress(settling(1));
        display.note("a note");
        display.progress(settling(2));
        display.close();

        assertThat(written.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"))
                .isEqualTo(
                        "\r\u001b[Ksettling  0:01  440"
                                + "\r\u001b[Ka note\n"
                                + "\r\u001b[Ksettling  0:02  440"
                                + "\r\u001b[K");
    }

    @Test
    void takesAStreamInATestForALog() {
        // Surefire runs tests without a terminal.
        ProgressDisplay display = Displays.forStandardError(output);

        assertThat(display).isInstanceOf(PlainDisplay.class);
        display.close();
    }
}

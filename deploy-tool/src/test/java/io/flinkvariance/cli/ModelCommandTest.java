package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelCommandTest {
    /** What is printed of a scenario where sleeps take a tenth of a millisecond longer. */
    private static String model(String scenario, String... options) {
        CliRun run =
                CliRun.of(
                        Stream.concat(
                                        Stream.of("model", scenario, "--overshoot", "0.1"),
                                        Stream.of(options))
                                .toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        return run.out();
    }

    @Test
    void printsWhatArithmeticExpects() {
        assertThat(model("constant-straggler"))
                .isEqualTo(
                        """
                        constant-straggler         records/s   of minimal
                        ─────────────────────────────────────────────────
                        offered by the source          952.4      169.0 %
                        limit, round-robin              79.8       14.2 %
                        ceiling, work-conserving       442.5       78.5 %
                        without a straggler            563.4      100.0 %

                        Sleep overshoot: 0.100 ms.
                        Service times: 50.100 and 7.100 ms; the slowest subtask is 0.
                        Buffers 4096/2/1, 455 records each.

                        The buffers (4096/2/1) hide the straggler at first: about 442/s for 19.4 s, then 79.8/s on average, in bursts 22.8 s apart.
                        """);
    }

    @Test
    void countsWhatASubtaskMayHaveUnderWayAtOnce() {
        assertThat(model("constant-straggler", "--set", "stream.asyncCapacity=4"))
                .contains(
                        """
                        offered by the source          952.4      100.0 %
                        limit, round-robin             319.4       33.5 %
                        ceiling, work-conserving       952.4      100.0 %
                        """)
                .contains(
                        """
                        Service times: 12.525 and 1.775 ms; the slowest subtask is 0.
                        ms/record: what a record takes over the 4 that a subtask may have under way.
                        """);
    }

    @Test
    void saysWhatACheckpointTakesAtMostWhereTheJobMakesSome() {
        assertThat(model("constant-straggler", "--set", "stream.checkpointIntervalMillis=5000"))
                .endsWith(
                        """
                        in bursts 22.8 s apart.
                        A checkpoint will take 2:17 min at most: its barrier waits behind what is queued for the slowest subtask.
                        """);
    }

    @Test
    void asksForSeveralTaskManagersWhereOneOfThemIsSlow() {
        CliRun one = CliRun.of("model", "hot-host");

        assertThat(one.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(one.err())
                .contains(
                        "hot-host: with straggler.scope=task-manager one TaskManager is slow and"
                                + " others are not, but there is only one. Try: two or more,"
                                + " --workers 2 where the tool starts them");
        assertThat(model("hot-host", "--workers", "2"))
                .contains("limit, round-robin              79.8")
                .contains("ceiling, work-conserving       321.6");
    }

    @Test
    void printsEachPhaseOfAStragglerThatRecovers() {
        assertThat(model("recovering-straggler"))
                .isEqualTo(
                        """
                        recovering-straggler    records/s   of minimal
                        ──────────────────────────────────────────────
                        offered by the source       297.0      100.0 %
                        without a straggler         297.0      100.0 %

                        from   straggler   limit if it lasted   ceiling, work-conserving
                        ────────────────────────────────────────────────────────────────
                        0 s            0                 79.8                      297.0
                        90 s        none                297.0                      297.0

                        Sleep overshoot: 0.100 ms.
                        Buffers 4096/2/1, 455 records each.

                        The straggler changes for the last time after 90.0 s: what is measured is the throughput from then on, once the queues are as that leaves them, about 297.0/s. How long they take for it deploy-tool simulate says.
                        """);
    }

    @Test
    void printsBoundsOnlyOfAStragglerThatFlaps() {
        assertThat(model("flapping-straggler"))
                .isEqualTo(
                        """
                        flapping-straggler      records/s   of minimal
                        ──────────────────────────────────────────────
                        offered by the source       952.4      169.0 %
                        without a straggler         563.4      100.0 %

                        from, of each 40 s   straggler   limit if it lasted   ceiling, work-conserving
                        ──────────────────────────────────────────────────────────────────────────────
                        0 s                          0                 79.8                      442.5
                        20 s                         1                 79.8                      442.5

                        Sleep overshoot: 0.100 ms.
                        Buffers 4096/2/1, 455 records each.

                        The straggler changes, and after 40.0 s all begins anew. What buffers carry over from phase to phase is beyond arithmetic: over whole periods the throughput will be from about 79.8/s, as if there were none, to 321.6/s, as if they had no end. deploy-tool simulate says where.
                        """);
        assertThat(model("flapping-straggler", "--json"))
                .contains("\"expectedPerSecond\" : null", "\"minimalPerSecond\" : 563.");
    }

    @Test
    void printsItAsJson() {
        assertThat(model("constant-straggler", "--json"))
                .startsWith("{")
                .contains("\"sleepOvershootMillis\" : 0.1,", "\"secondsUntilBackpressure\" : ");
    }

    @Test
    void measuresTheOvershootOfThisMachineUnlessOneIsGiven() {
        assertThat(CliRun.of("model", "constant-straggler").out())
                .containsPattern("Sleep overshoot: \\d+\\.\\d{3} ms\\.");
    }

    @Test
    void takesOptionsBeforeTheScenario() {
        CliRun run = CliRun.of("model", "--overshoot", "0", "minimal-variance");

        assertThat(run.out()).contains("Sleep overshoot: 0.000 ms.");
    }

    @Test
    void refusesAnOvershootThatIsNone() {
        CliRun run = CliRun.of("model", "constant-straggler", "--overshoot", "-1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .isEqualTo("--overshoot -1: expected milliseconds, 0 to 9999, such as 0.1\n");
    }

    @Test
    void predictsTheCollapseFromTheBuffersThatAreSet() {
        assertThat(
                        model(
                                "constant-straggler",
                                "--flink-conf",
                                "taskmanager.memory.segment-size=32kb",
                                "--flink-conf",
                                "taskmanager.network.memory.floating-buffers-per-gate=8"))
                .endsWith(
                        "The buffers (32768/2/8) hide the straggler at first: about 442/s for 6:28"
                                + " min, then 79.8/s on average, in bursts 3:02 min apart.\n");
    }

    @Test
    void saysWhereTooFewBuffersKeepTheLimitFromBeingReached() {
        assertThat(
                        model(
                                "minimal-variance",
                                "--flink-conf",
                                "taskmanager.network.memory.buffers-per-channel=1"))
                .endsWith(
                        " With fewer than two buffers a channel (4096/1/1) subtasks are idle while"
                                + " the source waits for one, so it will be less, by some per cent:"
                                + " deploy-tool simulate says by how much.\n");
    }
}

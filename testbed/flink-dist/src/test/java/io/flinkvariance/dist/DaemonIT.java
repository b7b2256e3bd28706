package io.flinkvariance.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.dist.Sandbox.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonIT {
    /** Above the greatest id that Linux gives. */
    private static final long DEAD = (1L << 22) + 1;

    @TempDir Path folder;
    private Sandbox sandbox;
    private String host;

    @BeforeEach
    void unpack() {
        sandbox = new Sandbox(folder);
        host = sandbox.host();
    }

    @AfterEach
    void endAll() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({"jobmanager.sh, standalonesession", "taskmanager.sh, taskexecutor"})
    void startsInTheBackgroundAndRemembersTheProcess(String script, String daemon) {
        Result result = sandbox.run(script, "start");

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines())
                .containsExactly("Starting " + daemon + " daemon on host " + host + ".");
        assertThat(sandbox.pids(daemon)).hasSize(1).allMatch(Sandbox::isRunning);
        assertThat(sandbox.logFiles())
                .containsExactly("flink-tester-" + daemon + "-0-" + host + ".out");
    }

    @Test
    void startsASecondOneAndSaysSo() {
        sandbox.run("taskmanager.sh", "start");

        Result result = sandbox.run("taskmanager.sh", "start");

        assertThat(result.lines())
                .containsExactly(
                        "[INFO] 1 instance(s) of taskexecutor are already running on " + host + ".",
                        "Starting taskexecutor daemon on host " + host + ".");
        assertThat(sandbox.pids("taskexecutor")).hasSize(2).allMatch(Sandbox::isRunning);
        assertThat(sandbox.logFiles())
                .contains("flink-tester-taskexecutor-1-" + host + ".out")
                .hasSize(2);
    }

    @Test
    void doesNotCountTheDeadAmongThoseRunning() {
        sandbox.pids("taskexecutor", List.of(DEAD));

        Result result = sandbox.run("taskmanager.sh", "start");

        assertThat(result.lines()).noneMatch(line -> line.startsWith("[INFO]"));
        assertThat(sandbox.pids("taskexecutor")).hasSize(2).startsWith(DEAD);
    }

    @Test
    void stopsTheLastOne() {
        sandbox.run("taskmanager.sh", "start");
        sandbox.run("taskmanager.sh", "start");
        List<Long> pids = sandbox.pids("taskexecutor");

        Result result = sandbox.run("taskmanager.sh", "stop");

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines())
                .containsExactly(
                        "Stopping taskexecutor daemon (pid: "
                                + pids.get(1)
                                + ") on host "
                                + host
                                + ".");
        Sandbox.await("its end", () -> !Sandbox.isRunning(pids.get(1)));
        assertThat(sandbox.pids("taskexecutor"))
                .containsExactly(pids.get(0))
                .allMatch(Sandbox::isRunning);
    }

    @Test
    void forgetsTheFileWithItsLastProcess() {
        sandbox.run("jobmanager.sh", "start");
        sandbox.run("jobmanager.sh", "stop");

        assertThat(sandbox.pidFile("standalonesession")).doesNotExist();
        assertThat(sandbox.pidFolder).isEmptyDirectory();
    }

    @Test
    void saysThatTheLastOneIsDeadAlready() {
        sandbox.pids("taskexecutor", List.of(DEAD));

        Result result = sandbox.run("taskmanager.sh", "stop");

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines())
                .containsExactly(
                        "No taskexecutor daemon (pid: "
                                + DEAD
                                + ") is running anymore on "
                                + host
                                + ".");
        assertThat(sandbox.pidFile("taskexecutor")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "stop-all"})
    void saysThatThereIsNothingToStop(String action) {
        Result result = sandbox.run("taskmanager.sh", action);

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines())
                .containsExactly("No taskexecutor daemon to stop on host " + host + ".");
    }

    @Test
    void stopsAllOfThem() {
        sandbox.run("taskmanager.sh", "start");
        sandbox.run("taskmanager.sh", "start");
        List<Long> pids = sandbox.pids("taskexecutor");
        sandbox.pids("taskexecutor", List.of(pids.get(0), DEAD, pids.get(1)));

        Result result = sandbox.run("taskmanager.sh", "stop-all");

        assertThat(result.lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("(pid: " + DEAD + ") is running anymore"));
        Sandbox.await("their end", () -> pids.stream().noneMatch(Sandbox::isRunning));
        assertThat(sandbox.pidFile("taskexecutor")).doesNotExist();
    }

    @Test
    void losesNoneOfManyThatStartAtTheSameTime() {
        int count = 8;
        String script = sandbox.home.resolve("bin/taskmanager.sh").toString();
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starts.add(sandbox.started(Map.of(), List.of(script, "start")));
        }

        List<String> said = new ArrayList<>();
        starts.forEach(start -> said.addAll(Sandbox.ended(start).lines()));

        assertThat(said.stream().filter(line -> line.startsWith("[INFO]")))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(1, count)
                                .mapToObj(
                                        n ->
                                                "[INFO] "
                                                        + n
                                                        + " instance(s) of taskexecutor are already"
                                                        + " running on "
                                                        + host
                                                        + ".")
                                .toList());
        assertThat(sandbox.pids("taskexecutor"))
                .hasSize(count)
                .doesNotHaveDuplicates()
                .allMatch(Sandbox::isRunning);
        Sandbox.await("one log for each", () -> sandbox.logFiles().size() == count);
    }

    @Test
    void keepsAsManyOldLogsAsConfigured() throws IOException {
        sandbox.configure("env.pid.dir: " + sandbox.pidFolder, "env.log.max: 2");
        Path log = sandbox.home.resolve("log/flink-tester-taskexecutor-0-" + host + ".log");
        for (String run : List.of("first", "second", "third")) {
            Files.writeString(log, run);
            sandbox.run("taskmanager.sh", "start");
            sandbox.run("taskmanager.sh", "stop");
        }

        assertThat(log).doesNotExist();
        assertThat(Path.of(log + ".1")).hasContent("third");
        assertThat(Path.of(log + ".2")).hasContent("second");
        assertThat(Path.of(log + ".3")).doesNotExist();
    }

    @Test
    void keepsNoOldLogIfConfiguredSo() throws IOException {
        sandbox.configure("env.pid.dir: " + sandbox.pidFolder, "env.log.max: 0");
        Path log = sandbox.home.resolve("log/flink-tester-taskexecutor-0-" + host + ".log");
        Files.writeString(log, "old");

        sandbox.run("taskmanager.sh", "start");

        assertThat(Path.of(log + ".1")).doesNotExist();
    }

    @Test
    void namesItsFilesAfterTheIdentIfThereIsOne() {
        sandbox.run(Map.of("FLINK_IDENT_STRING", "blue"), "taskmanager.sh", "start");

        Path file = sandbox.pidFolder.resolve("flink-blue-taskexecutor.pid");
        assertThat(file).exists();
        sandbox.run(Map.of("FLINK_IDENT_STRING", "blue"), "taskmanager.sh", "stop");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "jobmanager.sh, Usage: jobmanager.sh ((start|start-foreground) [host] [webui-port])|stop|stop-all",
        "taskmanager.sh, Usage: taskmanager.sh start|start-foreground|stop|stop-all"
    })
    void saysHowItIsUsed(String script, String usage) {
        for (String[] arguments : new String[][] {{}, {"restart"}}) {
            Result result = sandbox.run(script, arguments);

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.lines()).containsExactly(usage);
        }
    }
}

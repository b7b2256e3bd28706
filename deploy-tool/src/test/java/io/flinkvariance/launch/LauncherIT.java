package io.flinkvariance.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.measure.SamplesCsv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built program as users start it: {@code bin/deploy-tool}, in a process of its own. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
    private static final Path PROGRAM = Path.of("..", "bin", "deploy-tool").toAbsolutePath();
    private static final Duration DEADLINE = Duration.ofMinutes(3);
    private static final int INTERRUPTED = 130;

    @TempDir private Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private Path err() {
        return folder.resolve("err");
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(List.of(arguments));
        return startProcess(command.toArray(String[]::new));
    }

    private Process startProcess(String... command) throws IOException {
        List<String> interruptible = new ArrayList<>();
        if (OS.LINUX.isCurrentOs()) {
            // A build that runs in the background ignores SIGINT, and so would all that it starts.
            interruptible.addAll(List.of("env", "--default-signal=INT"));
        }
        interruptible.addAll(List.of(command));
        return new ProcessBuilder(interruptible)
                .directory(folder.toFile())
                .redirectOutput(out().toFile())
                .redirectError(err().toFile())
                .start();
    }

    private static int exitCodeOf(Process process) throws InterruptedException {
        if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + DEADLINE);
        }
        return process.exitValue();
    }

    private static void interrupt(long pid) throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
    }

    @Test
    void worksFromAnyFolder() throws Exception {
        assertThat(exitCodeOf(start("version"))).isZero();
        assertThat(Files.readString(out())).startsWith("deploy-tool ");
        assertThat(Files.readString(err())).isEmpty();
    }

    @Test
    void passesTheExitCodeOn() throws Exception {
        assertThat(exitCodeOf(start("run", "no-such"))).isEqualTo(2);
    }

    @Test
    void writesNothingButTheResultToStandardOutput() throws Exception {
        int exitCode =
                exitCodeOf(
                        start(
                                "run",
                                "--target",
                                "embedded",
                                "minimal-variance",
                                "--json",
                                "--set",
                                "stream.limit=500",
                                "--set",
                                "nums.min=1"));

        assertThat(exitCode).as(Files.readString(err())).isZero();
        assertThat(new ObjectMapper().readTree(out().toFile()).path("scenario").asText())
                .isEqualTo("minimal-variance");
        // Newer JVMs warn about what Flink 1.8.1 does, unless they are told not to.
        assertThat(Files.readString(err())).doesNotContain("WARNING");
    }

    @Test
    void writesNumbersForMachinesUnderALocaleWithDigitsOfItsOwn() throws Exception {
        int exitCode =
                exitCodeOf(
                        startProcess(
                                "env",
                                "JAVA_TOOL_OPTIONS=-Duser.language=ar -Duser.country=EG",
                                PROGRAM.toString(),
                                "run",
                                "minimal-variance",
                                "--target",
                                "embedded",
                                "--set",
                                "stream.limit=100"));

        assertThat(exitCode).as(Files.readString(err())).isZero();
        assertThat(Files.readString(out()))
                .contains("All 100 records were emitted, processed and delivered exactly once")
                .matches(text -> text.chars().noneMatch(LauncherIT::isForeignDigit));
        assertThat(Files.readString(err()).chars()).noneMatch(LauncherIT::isForeignDigit);
    }

    private static boolean isForeignDigit(int character) {
        return Character.isDigit(character) && character > '9';
    }

    @Test
    void needsNoSourcesOnceItIsBuilt() throws Exception {
        Path kit = folder.resolve("kit");
        Files.createDirectories(kit.resolve("bin"));
        Files.createDirectories(kit.resolve("deploy-tool"));
        Path program = Files.copy(PROGRAM, kit.resolve("bin/deploy-tool"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path built = PROGRAM.resolveSibling("../deploy-tool/target").toRealPath();
        Files.createSymbolicLink(kit.resolve("deploy-tool/target"), built);

        assertThat(exitCodeOf(startProcess(program.toString(), "version"))).isZero();
        assertThat(Files.readString(err())).isEmpty();
    }

    /** The shell makes the folders, as this JVM may itself be of a locale that cannot name them. */
    private static final String IN_AN_OFFICE =
            """
            set -e
            office="$1/Mein B$(printf '\\303\\274')ro [1] & co"
            mkdir -p "$office/bin" "$office/deploy-tool/target" "$office/embedded-flink/target"
            cp "$2/bin/deploy-tool" "$office/bin/"
            cp -r "$2/conf" "$office/"
            cp "$2/deploy-tool/target/deploy-tool.jar" "$office/deploy-tool/target/"
            ln -s "$2/deploy-tool/target/lib" "$office/deploy-tool/target/"
            ln -s "$2/embedded-flink/target/lib" "$office/embedded-flink/target/"
            cd "$office"
            cp conf/scenarios/minimal-variance.properties "$(printf 'gr\\303\\266\\303\\237er').properties"
            shift 2
            "$@"
            ls -d results/*
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LC_ALL=en_US.UTF-8",
                "LC_CTYPE=UTF-8",
                "LANG=xx_YY.UTF-8",
                "LC_ALL=C",
                "LANG="
            })
    void readsFilesOfAllNamesUnderALocaleThatIsNamedAndNotInstalled(String locale)
            throws Exception {
        Path kit = PROGRAM.resolveSibling("..").toRealPath();
        String scenario = "$(printf 'gr\\303\\266\\303\\237er').properties";

        int exitCode =
                exitCodeOf(
                        startProcess(
                                "sh",
                                "-c",
                                IN_AN_OFFICE,
                                "office",
                                folder.toString(),
                                kit.toString(),
                                "env",
                                "-u",
                                "LC_ALL",
                                "-u",
                                "LC_CTYPE",
                                locale,
                                "sh",
                                "-c",
                                "exec bin/deploy-tool run --target embedded --set stream.limit=100 \"%s\""
                                        .formatted(scenario)));

        assertThat(exitCode).as(Files.readString(err())).isZero();
        assertThat(Files.readString(out()))
                .contains("All 100 records were emitted, processed and delivered exactly once")
                .contains("-größer-embedded");
    }

    @Test
    void cancelsTheJobAndKeepsTheSamplesOnCtrlC() throws Exception {
        Process process = start("run", "constant-straggler", "--target", "embedded");
        Path samples = awaitSamples(process);

        interrupt(process.pid());

        assertThat(exitCodeOf(process)).isEqualTo(INTERRUPTED);
        assertThat(Files.readString(err())).endsWith("interrupted; the job is cancelled\n");
        assertThat(SamplesCsv.read(samples).size()).isGreaterThan(2);
        assertThat(
                        new ObjectMapper()
                                .readTree(samples.resolveSibling("run.json").toFile())
                                .path("ended")
                                .asText())
                .isEqualTo("interrupted");
    }

    @Test
    void leavesNoProcessBehindWhenItIsKilled() throws Exception {
        Process process = start("run", "constant-straggler", "--target", "embedded");
        awaitSamples(process);
        List<ProcessHandle> started = process.descendants().toList();
        assertThat(started).isNotEmpty();

        process.destroyForcibly();

        assertThat(started).allSatisfy(one -> assertThat(one.onExit()).succeedsWithin(DEADLINE));
    }

    /** A terminal is another matter: libraries for it like to take Ctrl-C for themselves. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "script(1) differs elsewhere")
    void cancelsTheJobAndKeepsTheSamplesOnCtrlCInATerminal() throws Exception {
        Process terminal =
                startProcess(
                        "script",
                        "-qefc",
                        PROGRAM + " run constant-straggler --target embedded",
                        "/dev/null");
        Path samples = awaitSamples(terminal);
        ProcessHandle tool =
                terminal.descendants()
                        .filter(process -> process.info().command().orElse("").endsWith("/java"))
                        .findFirst()
                        .orElseThrow();

        interrupt(tool.pid());

        assertThat(exitCodeOf(terminal)).isEqualTo(INTERRUPTED);
        assertThat(Files.readString(out()))
                .contains("\r\u001b[Ksettling")
                .contains("interrupted; the job is cancelled");
        assertThat(samples.resolveSibling("run.json")).isRegularFile();
    }

    @Test
    void endsOnCtrlCWhileFlinkStarts() throws Exception {
        Process process = start("run", "constant-straggler", "--target", "embedded");
        awaitText("starting an embedded Flink");

        interrupt(process.pid());

        assertThat(exitCodeOf(process)).isEqualTo(INTERRUPTED);
        assertThat(folder.resolve("results")).doesNotExist();
    }

    private Path awaitSamples(Process process) throws Exception {
        Instant deadline = Instant.now().plus(DEADLINE);
        while (Instant.now().isBefore(deadline) && process.isAlive()) {
            if (Files.isDirectory(folder.resolve("results"))) {
                try (Stream<Path> files = Files.walk(folder.resolve("results"))) {
                    for (Path file : files.filter(f -> f.endsWith("samples.csv")).toList()) {
                        if (Files.readAllLines(file).size() > 4) {
                            return file;
                        }
                    }
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no samples: " + Files.readString(err(), StandardCharsets.UTF_8));
    }

    private void awaitText(String text) throws Exception {
        Instant deadline = Instant.now().plus(DEADLINE);
        while (!Files.readString(err()).contains(text)) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.sleep(20);
        }
    }
}

package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir private Path folder;

    private final LocalHost host = new LocalHost(Map.of("GREETING", "grüß dich"));

    @Test
    void runsACommandAndTellsWhatItSaid() throws Exception {
        CommandResult result = host.run("echo \"$GREETING\"; echo no >&2; exit 3", LONG);

        assertThat(result).isEqualTo(new CommandResult(3, "grüß dich\n", "no\n"));
    }

    @Test
    void givesACommandNothingToRead() throws Exception {
        assertThat(host.run("cat", LONG).exitCode()).isZero();
    }

    @Test
    void endsACommandAndItsChildrenWhenTheTimeIsOver() throws Exception {
        Path pid = folder.resolve("pid");
        String command = "sleep 300 & echo $! >%s; wait".formatted(pid);

        assertThatThrownBy(() -> host.run(command, Duration.ofSeconds(3)))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage("[localhost] running %s: no end after 3 s", command);

        long child = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(child)
                .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(LONG));
    }

    @Test
    void leavesNoChildOfACommandThatKeepsMakingThem() throws Exception {
        Path pids = Files.createFile(folder.resolve("pids"));
        String command =
                "i=0; while [ $i -lt 3000 ]; do sleep 60 >/dev/null 2>&1 & echo $! >>%s; sleep 0.002; i=$((i+1)); done"
                        .formatted(pids);

        assertThatThrownBy(() -> host.run(command, Duration.ofSeconds(2)))
                .isInstanceOf(OperationFailedException.class);

        List<String> children =
                Files.readAllLines(pids).stream().filter(pid -> !pid.isBlank()).toList();
        assertThat(children).isNotEmpty();
        Deadline deadline = Deadline.in(LONG);
        while (!children.stream().allMatch(LocalHostTest::hasEnded) && !deadline.isOver()) {
            deadline.pause(Duration.ofMillis(50));
        }
        assertThat(children).allMatch(LocalHostTest::hasEnded);
    }

    /** One that nobody has asked for its exit code yet has ended, too. */
    private static boolean hasEnded(String pid) {
        try {
            String told = Files.readString(Path.of("/proc", pid, "stat"));
            return told.substring(told.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException gone) {
            return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
        }
    }

    @Test
    void doesNotWaitForWhatACommandLeavesBehind() throws Exception {
        CommandResult result = host.run("sleep 300 >/dev/null 2>&1 & echo $!", LONG);

        ProcessHandle left =
                ProcessHandle.of(Long.parseLong(result.output().strip())).orElseThrow();
        assertThat(left.isAlive()).isTrue();
        left.destroyForcibly();
    }

    @Test
    void doesNotWaitForOutputThatIsHeldOpen() throws Exception {
        CommandResult result = host.run("echo said; sleep 300 & echo $! >&2", LONG);

        assertThat(result.output()).isEqualTo("said\n");
        ProcessHandle.of(Long.parseLong(result.errors().strip()))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void copiesAFileWholeAndTellsHowFarItIs() throws Exception {
        Path file = Files.write(folder.resolve("from"), new byte[200_000]);
        List<Long> sent = new ArrayList<>();

        host.upload(file, folder.resolve("to").toString(), (bytes, total) -> sent.add(bytes));

        assertThat(folder.resolve("to")).hasSameBinaryContentAs(file);
        assertThat(sent).isSorted().endsWith(200_000L);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void copiesASecretForItsOwnerAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("from"), "password=x");

        host.uploadSecret(file, folder.resolve("to").toString());

        assertThat(folder.resolve("to")).hasSameBinaryContentAs(file);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("to"))))
                .isEqualTo("rw-------");
    }

    @Test
    void leavesNothingOfACopyThatFails() throws Exception {
        Path target = Files.createDirectories(folder.resolve("to/full"));

        assertThatThrownBy(
                        () ->
                                host.upload(
                                        Files.writeString(folder.resolve("from"), "x"),
                                        target.getParent().toString(),
                                        UploadProgress.IGNORED))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageStartingWith("[localhost] copying ");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void forwardsAPortToItself() throws Exception {
        PortForward forward = host.forward("127.0.0.1", 8081);

        assertThat(forward.address().getPort()).isEqualTo(8081);
    }
}

package io.flinkvariance.dist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The archive, unpacked without its jars, on a host whose Java sleeps and whose ssh only notes. */
final class Sandbox implements AutoCloseable {
    static final String USER = "tester";

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    final Path home;
    final Path pidFolder;
    private final Path folder;
    private final Path sshCalls;

    Sandbox(Path folder) {
        this.folder = folder.toAbsolutePath();
        home = this.folder.resolve("flink-1.8.1");
        pidFolder = this.folder.resolve("pids");
        sshCalls = this.folder.resolve("ssh-calls");
        Archive.copyWithoutJars(this.folder);
        executable("java/bin/java", "printf '%s\\n' \"$@\"; [[ $JAVA_ENDS ]] || exec sleep 600");
        executable(
                "path/ssh",
                "{ printf '[%s]' \"$@\"; echo; } >>'" + sshCalls + "'; exit ${SSH_EXITS:-0}");
        configure("env.pid.dir: " + pidFolder);
    }

    /** Writes the configuration file. */
    void configure(String... lines) {
        write(home.resolve("conf/flink-conf.yaml"), String.join("\n", lines));
    }

    /** Writes the file of slaves, without a line end at its end. */
    void slaves(String... lines) {
        write(home.resolve("conf/slaves"), String.join("\n", lines));
    }

    /** Runs a script of bin/. */
    Result run(String script, String... arguments) {
        return run(Map.of(), script, arguments);
    }

    Result run(Map<String, String> environment, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/" + script).toString()));
        command.addAll(List.of(arguments));
        return ended(started(environment, command));
    }

    /** Runs a line of bash that has sourced config.sh. */
    Result withConfig(String line) {
        return withConfig(Map.of(), line);
    }

    Result withConfig(Map<String, String> environment, String line) {
        String source = "set -euo pipefail; . '" + home.resolve("bin/config.sh") + "'; ";
        return ended(started(environment, List.of("bash", "-c", source + line)));
    }

    /** What Java is given when a daemon starts in the foreground. */
    List<String> javaArguments(Map<String, String> environment, String script, String... more) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_ENDS", "yes");
        return run(all, script, more).lines();
    }

    Process started(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment()
                .putAll(
                        Map.of(
                                "PATH",
                                folder.resolve("path") + ":/usr/bin:/bin",
                                "JAVA_HOME",
                                folder.resolve("java").toString(),
                                "USER",
                                USER));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Result ended(Process process) {
        try {
            String output = new String(process.getInputStream().readAllBytes(), Archive.UTF_8);
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("It has not ended; it said: " + output);
            }
            return new Result(process.exitValue(), output.lines().toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    String host() {
        return withConfig("echo $HOSTNAME").lines().get(0);
    }

    Path pidFile(String daemon) {
        return pidFolder.resolve("flink-" + USER + "-" + daemon + ".pid");
    }

    List<Long> pids(String daemon) {
        return linesOf(pidFile(daemon)).stream().map(Long::valueOf).toList();
    }

    void pids(String daemon, List<Long> pids) {
        String lines = String.join("", pids.stream().map(pid -> pid + "\n").toList());
        write(pidFile(daemon), lines);
    }

    /** The arguments of every call of ssh so far, each in brackets. */
    List<String> sshCalls() {
        return linesOf(sshCalls);
    }

    List<String> logFiles() {
        Path logs = home.resolve("log");
        if (!Files.exists(logs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(logs)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<String> linesOf(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether it runs; a process that nobody has asked for its exit code yet does not. */
    static boolean isRunning(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    static void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(DEADLINE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Not in time: " + what);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    /** Ends what the scripts have started. */
    @Override
    public void close() {
        for (String daemon : List.of("standalonesession", "taskexecutor")) {
            pids(daemon).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
        }
    }

    private void executable(String name, String line) {
        Path file = folder.resolve(name);
        write(file, "#!/bin/bash\n" + line + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new AssertionError(file + " cannot be made executable");
        }
    }

    /** What a script said, both streams in one, and how it ended. */
    record Result(int exitCode, List<String> lines) {}
}

package io.flinkvariance.cluster;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.flink.FlinkVersion;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.host.ProcessTree;
import io.flinkvariance.host.UploadProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A Flink on this machine, with processes of its own, that is started for one run by its own
 * scripts and stopped after it.
 *
 * <p>It works in a scratch folder: configuration, logs, process ids, temporary files. The
 * installation is only read.
 */
public final class LocalFlink {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(10);

    /** An argument that Flink's scripts give each process of theirs. */
    private static final String LOG_FILE = "-Dlog.file=";

    private final LocalConfiguration configuration;
    private final ClusterLayout layout;
    private final Path scratch;
    private final Host host;

    private LocalFlink(LocalConfiguration configuration, Path scratch) {
        this.configuration = configuration;
        this.layout = configuration.layout(scratch);
        this.scratch = scratch;
        this.host =
                new LocalHost(
                        Map.of(
                                // What a run keeps in its home goes with the run.
                                "HOME", scratch.toString(),
                                "FLINK_CONF_DIR", conf().toString(),
                                "FLINK_LOG_DIR", folder(LocalConfiguration.LOG).toString(),
                                "FLINK_PID_DIR", folder(LocalConfiguration.PID).toString()));
    }

    /**
     * Starts it.
     *
     * @param scratch an absolute folder, which is the caller's to remove
     */
    public static LocalCluster start(
            LocalConfiguration configuration,
            Path scratch,
            Path jobJar,
            Function<String, UploadProgress> uploads)
            throws InterruptedException {
        return start(configuration, scratch, jobJar, uploads, START_TIMEOUT);
    }

    static LocalCluster start(
            LocalConfiguration configuration,
            Path scratch,
            Path jobJar,
            Function<String, UploadProgress> uploads,
            Duration atMost)
            throws InterruptedException {
        LocalFlink flink = new LocalFlink(configuration, scratch);
        flink.requireJava();
        configuration.write(flink.conf(), scratch);
        ClusterConnection connection = ClusterConnection.open(flink.layout, flink.host);
        try {
            flink.startAll(connection, atMost);
            return new LocalCluster(connection, jobJar, uploads, flink);
        } catch (ClusterStateException | OperationFailedException failed) {
            flink.stop();
            throw new LocalStartFailure(flink.folder(LocalConfiguration.LOG), configuration.given())
                    .explained(failed);
        } catch (InterruptedException | RuntimeException failed) {
            flink.stop();
            throw failed;
        }
    }

    private void requireJava() throws InterruptedException {
        NodeFacts facts =
                NodeFacts.ask(host, configuration.installation(), configuration.javaHome());
        FlinkVersion known = FlinkVersion.OF_KIT;
        if (known.isOfLine(facts.flinkVersion()) && !known.runsOn(facts.javaVersion())) {
            throw new UsageException(
                    ("[%s] starting Flink %s: its processes run on %s, and this is %s."
                                    + " Try: --flink-conf env.java.home=<a Java 8>, or --target embedded")
                            .formatted(
                                    host.name(),
                                    facts.flinkVersion(),
                                    known.javaInWords(),
                                    facts.javaVersion()));
        }
    }

    /** Starts it, and waits until it is there, or never will be. */
    private void startAll(ClusterConnection connection, Duration atMost)
            throws InterruptedException {
        String complaint = connection.flinkHome().startCluster();
        if (!complaint.isEmpty()) {
            throw new ClusterStateException(
                    "[%s] starting Flink: %s".formatted(host.name(), complaint));
        }
        connection.awaitTaskManagers(atMost, this::requireThatAllRun);
    }

    /** One that has ended will not come up, however long that is waited for. */
    private void requireThatAllRun() {
        if (processIds().stream().anyMatch(id -> ProcessHandle.of(id).isEmpty())) {
            throw new ClusterStateException(
                    "[%s] starting Flink: a process of it has ended".formatted(host.name()));
        }
    }

    /** Ends all its processes: by its scripts, and by force what is there still. */
    void stop() {
        boolean wasInterrupted = Thread.interrupted();
        List<ProcessHandle> processes = processes();
        try {
            new FlinkHome(host, layout.flinkHome()).stopCluster(STOP_TIMEOUT);
        } catch (InterruptedException again) {
            wasInterrupted = true;
        } catch (DeployException failed) {
            // What it did not end is ended now.
        }
        for (ProcessHandle process : processes) {
            wasInterrupted |= isInterruptedAwaitingEnd(process);
        }
        endThoseThatLogHere();
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A script that was cut off may have started one without writing down its id. */
    private void endThoseThatLogHere() {
        String here = LOG_FILE + folder(LocalConfiguration.LOG) + "/";
        ProcessTree.withCommandLine(line -> line.contains(here))
                .forEach(process -> new ProcessTree(process).end());
    }

    /** Waits for the end of a process, or makes it; whether the wait was interrupted. */
    private static boolean isInterruptedAwaitingEnd(ProcessHandle process) {
        try {
            process.onExit().get(EXIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException impatient) {
            new ProcessTree(process).end();
            return true;
        } catch (ExecutionException | TimeoutException stillThere) {
            new ProcessTree(process).end();
        }
        return false;
    }

    private List<ProcessHandle> processes() {
        return processIds().stream().flatMap(id -> ProcessHandle.of(id).stream()).toList();
    }

    /** Those that the scripts wrote down. */
    private List<Long> processIds() {
        try (Stream<Path> files = Files.list(folder(LocalConfiguration.PID))) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .flatMap(LocalFlink::lines)
                    .map(String::strip)
                    .filter(line -> line.matches("\\d+"))
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException | java.io.UncheckedIOException none) {
            return List.of();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException gone) {
            return Stream.empty();
        }
    }

    private Path conf() {
        return folder("conf");
    }

    private Path folder(String name) {
        return scratch.resolve(name);
    }
}

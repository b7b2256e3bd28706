package io.flinkvariance.host;

import io.flinkvariance.script.ShellScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process of this machine, and all that came of it. */
public final class ProcessTree {
    private static final String STOP_PROCESSES = "stop-processes.sh";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    /** A process that is stopped has no more children; so many generations has no script. */
    private static final int MOST_LOOKS = 50;

    private final ProcessHandle root;

    /** That of a process. */
    public ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /**
     * Ends every process of it at once.
     *
     * <p>A process that is ended while it makes another leaves that one behind, and nobody knows
     * whose it was. So all are stopped first, until none shows that was not there before.
     */
    public void end() {
        // First of all whoever makes them: to look for its children takes it time to make more.
        stop(List.of(root));
        Set<ProcessHandle> stopped = new LinkedHashSet<>(List.of(root));
        for (int look = 0; look < MOST_LOOKS; look++) {
            List<ProcessHandle> fresh =
                    root.descendants()
                            .filter(ProcessHandle::isAlive)
                            .filter(process -> !stopped.contains(process))
                            .toList();
            if (fresh.isEmpty()) {
                break;
            }
            stop(fresh);
            stopped.addAll(fresh);
        }
        stopped.forEach(ProcessHandle::destroyForcibly);
        root.destroyForcibly();
    }

    /** Java has no signal for it. */
    private static void stop(List<ProcessHandle> processes) {
        String script = ShellScript.read(ProcessTree.class, STOP_PROCESSES);
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, STOP_PROCESSES));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        boolean wasInterrupted = Thread.interrupted();
        try {
            Process stopping = new ProcessBuilder(command).start();
            if (!stopping.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                stopping.destroyForcibly();
            }
        } catch (IOException notStopped) {
            // They are ended all the same; one that forks just then leaves a child.
        } catch (InterruptedException impatient) {
            wasInterrupted = true;
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The processes of this machine with such a command line. */
    public static List<ProcessHandle> withCommandLine(Predicate<String> isSuch) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> isSuch.test(commandLine(process)))
                .toList();
    }

    /** Java itself knows no more than a page of it, which a class path fills. */
    private static String commandLine(ProcessHandle process) {
        try {
            Path words = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            return new String(Files.readAllBytes(words), StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException noSuchSystem) {
            return process.info().commandLine().orElse("");
        }
    }
}

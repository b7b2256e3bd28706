package io.flinkvariance.cluster;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.script.ShellScript;
import io.flinkvariance.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A file with secrets on the host that submits a job, for as long as a job is submitted: in a
 * folder that only the user can enter whom the node is reached as, and never in a command line.
 */
public final class LentFile implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String FOLDER = ShellScript.read(LentFile.class, "lent-folder.sh");
    private static final String TAKE_BACK = ShellScript.read(LentFile.class, "take-back.sh");

    private final Host host;
    private final String folder;
    private final String name;

    private LentFile(Host host, String folder, String name) {
        this.host = host;
        this.folder = folder;
        this.name = name;
    }

    /** Submits a scenario, and gives back the id of the job. */
    @FunctionalInterface
    public interface Submission {
        String of(Scenario scenario) throws InterruptedException;
    }

    /**
     * Submits a scenario from a host. If it has a file for Kafka's clients, that is lent there for
     * as long: who submits reads it there, and the job takes with it what is in it.
     */
    public static String during(Host host, Scenario scenario, Submission submission)
            throws InterruptedException {
        if (scenario.sourceKafkaConfig().isEmpty()) {
            return submission.of(scenario);
        }
        try (LentFile lent = to(host, Path.of(scenario.sourceKafkaConfig().get()))) {
            return submission.of(scenario.withKafkaConfig(lent.path()));
        }
    }

    private static LentFile to(Host host, Path file) throws InterruptedException {
        CommandResult made = host.run(FOLDER, TIMEOUT);
        if (!made.succeeded()) {
            throw new OperationFailedException(
                    "[%s] preparing ~/.flink-variance/lent: %s. Try: df -h, and who owns that folder"
                            .formatted(host.name(), made.lastWords()));
        }
        LentFile lent =
                new LentFile(host, made.output().strip(), String.valueOf(file.getFileName()));
        try {
            host.uploadSecret(file, lent.path());
            return lent;
        } catch (InterruptedException | RuntimeException failed) {
            lent.close();
            throw failed;
        }
    }

    /** Where it is on the node. */
    private String path() {
        return folder + "/" + name;
    }

    /** Removes it. What cannot be removed goes with a later submission. */
    @Override
    public void close() {
        boolean wasInterrupted = Thread.interrupted();
        Deadline deadline = Deadline.in(TIMEOUT);
        try {
            while (!isTakenBack() && !deadline.isOver()) {
                deadline.pause(PAUSE);
            }
        } catch (InterruptedException again) {
            wasInterrupted = true;
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTakenBack() throws InterruptedException {
        try {
            host.run(ShellWords.join("sh", "-c", TAKE_BACK, "take-back", folder), TIMEOUT);
            return true;
        } catch (UnreachableException lost) {
            return false;
        } catch (DeployException failed) {
            return true;
        }
    }
}

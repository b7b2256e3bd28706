package io.flinkvariance.cluster;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.host.UploadProgress;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.script.ShellScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code ~/.flink-variance} on the JobManager's node: jars and scenarios by the SHA-256 of what
 * they hold, so that what is there already is never sent again and nothing is ever overwritten.
 *
 * <p>The JobManager lists the jars in a folder of its own, which it removes when it ends; hence the
 * store beside it, from which a jar is linked there. What has not been used for a month goes.
 */
public final class JobStore {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String SCRIPT = ShellScript.read(JobStore.class, "job-store.sh");
    private static final String STORED_SCENARIO =
            ShellScript.read(JobStore.class, "stored-scenario.sh");
    private static final String STORED_JOBS = ShellScript.read(JobStore.class, "stored-jobs.sh");

    private final Host host;

    /** The store of the user that the host is reached as. */
    public JobStore(Host host) {
        this.host = host;
    }

    /**
     * Sends what is missing and verifies all of it: the jar as a file, the scenario, which is
     * small, with the call that looks what is there.
     *
     * @param jobId the id that the job will have, if there will be one
     * @param jarFolder the JobManager's folder for uploaded jars, if it takes any
     * @param uploads makes the progress of an upload from a file's name
     */
    public PushedJob push(
            Path jar,
            Scenario scenario,
            Optional<String> jobId,
            Optional<String> jarFolder,
            Function<String, UploadProgress> uploads)
            throws InterruptedException {
        String properties = scenario.toPropertiesText();
        String command =
                ShellWords.join(
                        "sh",
                        "-c",
                        SCRIPT,
                        "job-store",
                        sha256(jar),
                        sha256(properties.getBytes(StandardCharsets.UTF_8)),
                        scenario.name() + ".properties",
                        properties,
                        jobId.orElse(""),
                        jarFolder.orElse(""));
        Answer before = ask(command);
        if (!before.has("missing", "jar")) {
            return before.pushed(new PushedJob.Sent(false, before.has("written", "scenario")));
        }
        host.upload(jar, before.value("jar"), uploads.apply(jar.getFileName().toString()));
        Answer after = ask(command);
        if (after.has("missing", "jar")) {
            throw differs("jar");
        }
        return after.pushed(new PushedJob.Sent(true, before.has("written", "scenario")));
    }

    private OperationFailedException differs(String what) {
        return new OperationFailedException(
                "[%s] checking what was sent: the SHA-256 of the %s is another. Try: again"
                        .formatted(host.name(), what));
    }

    /**
     * The name and the properties of the scenario that a job was submitted with, if they are known.
     */
    public Optional<StoredScenario> scenarioOf(String jobId) throws InterruptedException {
        CommandResult found =
                host.run(
                        ShellWords.join("sh", "-c", STORED_SCENARIO, "stored-scenario", jobId),
                        TIMEOUT);
        if (!found.succeeded()) {
            return Optional.empty();
        }
        String[] parts = found.output().split("\n", 2);
        String fileName = parts[0].substring(parts[0].lastIndexOf('/') + 1);
        return Optional.of(
                new StoredScenario(fileName.replaceFirst("\\.properties$", ""), parts[1]));
    }

    /** The ids of the jobs that were submitted with this kit's tool in the last month. */
    public Set<String> jobIds() throws InterruptedException {
        return host.run(STORED_JOBS, TIMEOUT).output().lines().collect(Collectors.toSet());
    }

    /** A scenario as it was sent. */
    public record StoredScenario(String name, String propertiesText) {}

    private Answer ask(String command) throws InterruptedException {
        CommandResult result = host.run(command, TIMEOUT);
        if (!result.succeeded()) {
            throw new OperationFailedException(
                    "[%s] preparing ~/.flink-variance: %s. Try: df -h, and who owns that folder"
                            .formatted(host.name(), result.lastWords()));
        }
        Answer answer = new Answer(result.output());
        if (answer.has("differs", "scenario")) {
            throw differs("scenario");
        }
        return answer;
    }

    /** Lines of key and value. */
    private record Answer(String output) {
        String value(String key) {
            return values(key).findFirst().orElseThrow();
        }

        boolean has(String key, String value) {
            return values(key).anyMatch(value::equals);
        }

        PushedJob pushed(PushedJob.Sent sent) {
            return new PushedJob(
                    value("jar"), value("scenario"), values("listed").findFirst(), sent);
        }

        private Stream<String> values(String key) {
            return output.lines()
                    .filter(line -> line.startsWith(key + "="))
                    .map(line -> line.substring(key.length() + 1));
        }
    }

    private static String sha256(Path file) {
        try {
            return sha256(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new OperationFailedException(
                    "%s: cannot be read. Try: mvn package".formatted(file), unreadable);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

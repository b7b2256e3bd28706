package io.flinkvariance.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.measure.MalformedSamplesException;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.SamplesCsv;
import io.flinkvariance.scenario.Partitioner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** A run that has a result, as it lies in its folder. */
public record StoredRun(Path folder, RunResult result) {
    /**
     * Reads it.
     *
     * @throws UsageException if there is none, or it is not one that this tool can read
     */
    public static StoredRun read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    folder
                            + ": there is no such folder. Try: deploy-tool results, which lists them");
        }
        Path file = folder.resolve(RunFolder.RESULT);
        if (!Files.exists(file)) {
            throw new UsageException(
                    "%s: no result: there is no %s. %s"
                            .formatted(folder, RunFolder.RESULT, whatToTry(folder)));
        }
        return new StoredRun(folder, result(file));
    }

    private static String whatToTry(Path folder) {
        if (Files.exists(folder.resolve(RunFolder.RECORD))) {
            return "The run has not ended. Try: deploy-tool attach";
        }
        if (Files.exists(folder.resolve(RunFolder.SAMPLES))) {
            return "The run was cut off. Try: deploy-tool analyze "
                    + folder.resolve(RunFolder.SAMPLES);
        }
        return "Try: deploy-tool results, which lists the runs";
    }

    private static RunResult result(Path file) {
        try {
            RunResult result = ResultJson.read(file);
            requireReadable(file, result);
            return result;
        } catch (JsonProcessingException notJson) {
            throw new UsageException(
                    "%s: not the result of a run, or only half of it: %s"
                            .formatted(file, notJson.getOriginalMessage()),
                    notJson);
        } catch (IOException unreadable) {
            throw new UsageException(
                    file + ": cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static void requireReadable(Path file, RunResult result) {
        if (result != null && result.formatVersion() > RunResult.FORMAT_VERSION) {
            throw new UsageException(
                    "%s: of format %d, and this tool reads up to %d. Try: the tool that wrote it, or a newer one"
                            .formatted(file, result.formatVersion(), RunResult.FORMAT_VERSION));
        }
        if (result == null
                || result.scenario() == null
                || result.target() == null
                || result.partitioner() == null
                || result.startedAt() == null
                || result.ended() == null
                || result.properties() == null
                || result.flinkConf() == null
                || result.buffers() == null
                || result.plan() == null
                || result.subtasks() == null
                || result.model() == null
                || (result.steadyState() && result.throughput() == null)) {
            throw new UsageException(
                    file + ": not the result of a run, as some of its keys are missing");
        }
        try {
            Instant.parse(result.startedAt());
            Partitioner.of(result.partitioner());
        } catch (DateTimeParseException | IllegalArgumentException unknown) {
            throw new UsageException(
                    "%s: of another version of the kit: %s".formatted(file, unknown.getMessage()),
                    unknown);
        }
    }

    /** The folder's name. */
    public String name() {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /**
     * The samples; none if there is no file of them.
     *
     * @throws MalformedSamplesException if the file holds something else
     */
    public SampleSeries samples() throws IOException, MalformedSamplesException {
        Path file = folder.resolve(RunFolder.SAMPLES);
        return Files.exists(file) ? SamplesCsv.read(file) : new SampleSeries(List.of());
    }
}

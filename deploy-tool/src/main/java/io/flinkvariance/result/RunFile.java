package io.flinkvariance.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.scenario.Partitioner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads {@code run.json}, of every form that there was. */
final class RunFile {
    private static final String FORMAT = "formatVersion";

    private RunFile() {}

    /**
     * Reads it.
     *
     * @throws UsageException if it cannot be read, or is not one that this tool knows
     */
    static RunResult read(Path file) {
        try {
            return result(file, ResultJson.object(file));
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

    private static RunResult result(Path file, ObjectNode json) throws JsonProcessingException {
        int format = json.path(FORMAT).asInt();
        if (format > RunResult.FORMAT_VERSION) {
            throw new UsageException(
                    "%s: of format %d, and this tool reads up to %d. Try: the tool that wrote it, or a newer one"
                            .formatted(file, format, RunResult.FORMAT_VERSION));
        }
        RunResult result =
                ResultJson.value(
                        format < RunResult.FORMAT_VERSION ? FormatOne.upgraded(json) : json,
                        RunResult.class);
        requireComplete(file, result);
        return result;
    }

    private static void requireComplete(Path file, RunResult result) {
        if (!result.isComplete()) {
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
}

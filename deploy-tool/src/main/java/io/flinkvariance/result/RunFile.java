package io.flinkvariance.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.scenario.Partitioner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.stream.Collectors;

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
                            .formatted(file, whatIsWrong(notJson)),
                    notJson);
        } catch (IOException unreadable) {
            throw new UsageException(
                    file + ": cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** What the library says of a value that does not fit is about its own classes. */
    private static String whatIsWrong(JsonProcessingException notJson) {
        if (!(notJson instanceof JsonMappingException misfit)) {
            return notJson.getOriginalMessage();
        }
        return misfit.getPath().isEmpty()
                ? "it has nothing where a phase belongs"
                : "it has something else where %s belongs".formatted(path(misfit));
    }

    private static String path(JsonMappingException misfit) {
        return misfit.getPath().stream()
                .map(
                        step ->
                                step.getFieldName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : "." + step.getFieldName())
                .collect(Collectors.joining())
                .substring(1);
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

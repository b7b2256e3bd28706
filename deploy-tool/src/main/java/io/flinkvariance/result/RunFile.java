package io.flinkvariance.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.file.FileFailure;
import io.flinkvariance.scenario.Partitioner;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads {@code run.json}, of every form that there was. */
final class RunFile {
    private static final String FORMAT = "formatVersion";
    private static final BigDecimal NEWEST = BigDecimal.valueOf(RunResult.FORMAT_VERSION);

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
            throw noRun(file, whereItEnds(notJson), notJson);
        } catch (IOException unreadable) {
            throw new UsageException(
                    file + ": cannot be read: " + FileFailure.reason(unreadable), unreadable);
        }
    }

    private static UsageException noRun(Path file, String why, JsonProcessingException fault) {
        return new UsageException(
                "%s: not the result of a run, or only half of it: %s".formatted(file, why), fault);
    }

    private static String whereItEnds(JsonProcessingException notJson) {
        if (notJson instanceof StreamConstraintsException) {
            return "no run has such a depth, or such a length";
        }
        return notJson.getLocation() == null
                ? notJson.getOriginalMessage()
                : "no JSON from line %d, column %d on"
                        .formatted(
                                notJson.getLocation().getLineNr(),
                                notJson.getLocation().getColumnNr());
    }

    private static RunResult result(Path file, ObjectNode json) {
        ObjectNode today =
                format(file, json.get(FORMAT)) < RunResult.FORMAT_VERSION
                        ? FormatOne.upgraded(json)
                        : json;
        try {
            RunResult result = ResultJson.value(today, RunResult.class);
            requireComplete(file, result);
            return result;
        } catch (JsonMappingException misfit) {
            throw noRun(file, whatDoesNotFit(misfit, today), misfit);
        } catch (JsonProcessingException notJson) {
            throw noRun(file, notJson.getOriginalMessage(), notJson);
        }
    }

    /** What the library says of a value that does not fit is about its own classes. */
    private static String whatDoesNotFit(JsonMappingException misfit, ObjectNode json) {
        if (misfit.getPath().isEmpty()) {
            return "it has nothing where a phase belongs";
        }
        JsonNode there = json;
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : misfit.getPath()) {
            boolean isInList = step.getFieldName() == null;
            there = isInList ? there.path(step.getIndex()) : there.path(step.getFieldName());
            path.append(isInList ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
        }
        return "it has %s where %s belongs"
                .formatted(
                        there.isNull() || there.isMissingNode() ? "nothing" : "something else",
                        path.substring(1));
    }

    /** The first files had no number, and the form that got the number 1. */
    private static int format(Path file, JsonNode number) {
        if (number == null) {
            return 1;
        }
        if (!number.canConvertToExactIntegral()
                || number.decimalValue().compareTo(BigDecimal.ONE) < 0
                || number.decimalValue().compareTo(NEWEST) > 0) {
            throw new UsageException(
                    "%s: of format %s, and this tool reads up to %d. Try: the tool that wrote it, or a newer one"
                            .formatted(file, number, RunResult.FORMAT_VERSION));
        }
        return number.intValue();
    }

    private static void requireComplete(Path file, RunResult result) {
        if (!result.isComplete()) {
            throw new UsageException(
                    file
                            + ": not the result of a run, as some of its keys are missing or do not"
                            + " go together");
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

package io.flinkvariance.cluster;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a Flink of this machine's does not come up: what its scripts or its logs say, and which of
 * the user's keys that is about.
 */
final class LocalStartFailure {
    /** The tool looks at that Java itself, before anything is started. */
    private static final String JAVA_HOME = "env.java.home";

    private static final Pattern REMEDY = Pattern.compile("\\. Try: .*", Pattern.DOTALL);
    private static final Pattern ERROR = Pattern.compile("(^|\\s)ERROR\\s");
    private static final Pattern CAUSE = Pattern.compile("^Caused by: (?<words>.*)");
    private static final Pattern EXCEPTION =
            Pattern.compile(
                    "^(?:[a-z_0-9]+\\.)+[A-Za-z0-9_$]+(?:Exception|Error)(?:: (?<words>.+))?$");

    /** The JVM says what is wrong, and then that it does not start. */
    private static final Pattern NO_JVM = Pattern.compile("^Error\\b.*");

    private static final int LINES_OF_A_JVM = 2;

    private final Path logs;
    private final Map<String, String> given;

    /**
     * @param logs the folder of Flink's logs
     * @param given the user's keys
     */
    LocalStartFailure(Path logs, Map<String, String> given) {
        this.logs = logs;
        this.given = new HashMap<>(given);
        this.given.remove(JAVA_HOME);
    }

    /** The failure in Flink's own words; of a key, where they name one or its value. */
    DeployException explained(DeployException failed) {
        Optional<String> logged = logged();
        String words = logged.orElse(failed.getMessage());
        String named = SuspectKeys.named(given, words);
        if (!named.isEmpty()) {
            return new UsageException("--flink-conf: %s: %s".formatted(named, words), failed);
        }
        String told =
                logged.map(last -> withoutRemedy(failed) + "; its log ends with: " + last)
                        .orElse(failed.getMessage());
        if (!given.isEmpty()) {
            told +=
                    (told.contains(". Try: ") ? ", or " : ". Try: ")
                            + "without --flink-conf "
                            + SuspectKeys.of(given, words);
        }
        return failed instanceof ClusterStateException
                ? new ClusterStateException(told, failed)
                : new OperationFailedException(told, failed);
    }

    private static String withoutRemedy(DeployException failed) {
        return REMEDY.matcher(failed.getMessage()).replaceFirst("");
    }

    private Optional<String> logged() {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(LocalStartFailure::lines)
                    .flatMap(lines -> reason(lines).stream())
                    .findFirst();
        } catch (IOException | UncheckedIOException noLog) {
            return Optional.empty();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<String> reason(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (ERROR.matcher(lines.get(i)).find()) {
                List<String> after = lines.subList(i + 1, lines.size());
                return Optional.of(thrown(after).orElse(lines.get(i).replaceAll("\\s+", " ")));
            }
        }
        return lines.stream().anyMatch(line -> NO_JVM.matcher(line).matches())
                ? Optional.of(
                        lines.stream()
                                .filter(line -> !line.isBlank())
                                .limit(LINES_OF_A_JVM)
                                .collect(Collectors.joining(" / ")))
                : Optional.empty();
    }

    /** The innermost cause, or else what was caught. */
    private static Optional<String> thrown(List<String> trace) {
        return trace.stream()
                .map(CAUSE::matcher)
                .filter(Matcher::matches)
                .map(cause -> cause.group("words"))
                .reduce((outer, inner) -> inner)
                .or(
                        () ->
                                trace.stream()
                                        .limit(1)
                                        .filter(line -> EXCEPTION.matcher(line).matches())
                                        .findFirst())
                .map(LocalStartFailure::withoutClass);
    }

    private static String withoutClass(String thrown) {
        Matcher exception = EXCEPTION.matcher(thrown);
        return exception.matches() && exception.group("words") != null
                ? exception.group("words")
                : thrown;
    }
}

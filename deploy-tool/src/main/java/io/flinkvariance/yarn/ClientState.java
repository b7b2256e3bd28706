package io.flinkvariance.yarn;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the client of a session is.
 *
 * @param isRunning whether it runs
 * @param application the id that YARN gave it
 * @param said the last lines that it printed
 */
record ClientState(boolean isRunning, Optional<String> application, List<String> said) {
    private static final String APPLICATION = "application=";

    static ClientState parse(String output) {
        List<String> lines = output.lines().toList();
        return new ClientState(
                lines.contains("client=running"),
                lines.stream()
                        .filter(line -> line.startsWith(APPLICATION))
                        .map(line -> line.substring(APPLICATION.length()))
                        .findFirst(),
                lines.stream()
                        .filter(line -> line.startsWith("|"))
                        .map(line -> line.substring(1).strip())
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    /** One that has ended, by all that it printed. */
    static ClientState ofClient(String output) {
        return new ClientState(
                false,
                Optional.empty(),
                output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }

    /** The line that says best why it ended: the innermost cause, an error, or else the last. */
    String reason() {
        return last(line -> line.startsWith("Caused by: "))
                .map(line -> line.substring("Caused by: ".length()))
                .or(() -> last(line -> line.matches(".*(Exception|Error)\\b.*")))
                .or(() -> last(line -> true))
                .orElse("it said nothing");
    }

    private Optional<String> last(Predicate<String> kind) {
        return said.stream().filter(kind).reduce((earlier, later) -> later);
    }
}

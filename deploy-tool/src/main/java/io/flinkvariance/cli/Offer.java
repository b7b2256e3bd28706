package io.flinkvariance.cli;

import java.util.List;

/**
 * What a shell can offer where an argument or a value is due; told from what that is called, as
 * {@code help} shows it.
 *
 * @param words what may stand there, if that is known beforehand
 */
record Offer(Kind kind, List<String> words) {
    enum Kind {
        WORDS,
        COMMANDS,
        SCENARIOS,
        FILES,
        FOLDERS,
        NOTHING
    }

    /** Several words are joined by bars: {@code start|stop}. */
    static Offer of(String argument) {
        if (argument.contains("|") || argument.equals(MetricsCommand.DOCTOR)) {
            return new Offer(Kind.WORDS, List.of(argument.split("\\|")));
        }
        return new Offer(
                switch (argument) {
                    case ScenarioOptions.ARGUMENT -> Kind.SCENARIOS;
                    case "command" -> Kind.COMMANDS;
                    case "file", "samples.csv" -> Kind.FILES;
                    case "dir", StoredRunOptions.RUN, StoredRunOptions.RUNS -> Kind.FOLDERS;
                    default -> Kind.NOTHING;
                },
                List.of());
    }
}

package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** One verb of the command line. */
abstract class Command {
    /** How the name of an argument ends that may be given several times. */
    static final String SEVERAL = "...";

    private final String name;
    private final String summary;
    private final List<String> arguments;

    /**
     * Describes the verb.
     *
     * @param summary one line for the list of commands
     * @param arguments what its arguments are called; it takes no more than so many
     */
    Command(String name, String summary, String... arguments) {
        this.name = name;
        this.summary = summary;
        this.arguments = List.of(arguments);
    }

    final String name() {
        return name;
    }

    final String summary() {
        return summary;
    }

    final List<String> arguments() {
        return arguments;
    }

    /** Whether it needs all of its arguments. */
    boolean needsArguments() {
        return true;
    }

    /** How many arguments it takes at most; the last may stand for several. */
    final int mostArguments() {
        return !arguments.isEmpty() && arguments.get(arguments.size() - 1).endsWith(SEVERAL)
                ? Integer.MAX_VALUE
                : arguments.size();
    }

    /** Its options, beside those that every command has. */
    Options options() {
        return new Options();
    }

    abstract ExitCode run(CommandLine line) throws InterruptedException;
}

package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** One verb of the command line. */
interface Command {
    String name();

    /** One line for the list of commands. */
    String summary();

    /** What its arguments are called; it takes no more than so many. */
    List<String> arguments();

    /** Whether it needs all of them. */
    default boolean needsArguments() {
        return true;
    }

    Options options();

    ExitCode run(CommandLine line) throws InterruptedException;
}

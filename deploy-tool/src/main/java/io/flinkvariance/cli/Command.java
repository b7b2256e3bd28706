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

    /** What its arguments are called; it takes exactly so many. */
    List<String> arguments();

    Options options();

    ExitCode run(CommandLine line) throws InterruptedException;
}

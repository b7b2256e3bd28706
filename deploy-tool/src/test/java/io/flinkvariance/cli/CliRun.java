package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.terminal.PlainDisplay;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * A command line that was run in this JVM.
 *
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CliRun(ExitCode exitCode, String out, String err) {
    /** In the surroundings of this process. */
    static CliRun of(String... arguments) {
        return in(Surroundings::ofProcess, arguments);
    }

    /** In surroundings that are made for a console. */
    static CliRun in(Function<Console, Surroundings> surroundings, String... arguments) {
        return in(surroundings, new ByteArrayOutputStream(), arguments);
    }

    /** The same; what goes to standard error can be read while it runs. */
    static CliRun in(
            Function<Console, Surroundings> surroundings,
            ByteArrayOutputStream err,
            String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console =
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        PlainDisplay::new);
        ExitCode exitCode =
                new Cli(console, Main.commands(surroundings.apply(console))).run(arguments);
        return new CliRun(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }
}

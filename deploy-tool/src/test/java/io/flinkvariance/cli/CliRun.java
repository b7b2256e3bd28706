package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.terminal.PlainDisplay;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A command line that was run in this JVM.
 *
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CliRun(ExitCode exitCode, String out, String err) {
    static CliRun of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console =
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        PlainDisplay::new);
        ExitCode exitCode = new Cli(console, Main.commands(Surroundings.ofProcess(console))).run(arguments);
        return new CliRun(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }
}

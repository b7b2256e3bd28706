package io.flinkvariance.cli;

import io.flinkvariance.terminal.ProgressDisplay;
import io.flinkvariance.terminal.VisibleStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Where a command writes: results to {@code out}, everything else to {@code err}.
 *
 * @param displays makes the display of a run's progress
 */
record Console(PrintStream out, PrintStream err, Function<PrintStream, ProgressDisplay> displays) {

    /** The process's own streams, in UTF-8 whatever the locale says. */
    static Console ofProcess(Function<PrintStream, ProgressDisplay> displays) {
        // Only the display may command the terminal.
        PrintStream terminal =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Console(
                new VisibleStream(new FileOutputStream(FileDescriptor.out)),
                new VisibleStream(terminal),
                standardError -> displays.apply(terminal));
    }

    ProgressDisplay display() {
        return displays.apply(err);
    }
}

package io.flinkvariance.cli;

import io.flinkvariance.terminal.ProgressDisplay;
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
        return new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err), displays);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    ProgressDisplay display() {
        return displays.apply(err);
    }
}

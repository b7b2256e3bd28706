package io.flinkvariance.terminal;

import java.io.IOException;
import java.io.PrintStream;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Chooses how to show progress. */
public final class Displays {
    private Displays() {}

    /** A live line if standard error is a terminal, plain lines otherwise. */
    public static ProgressDisplay forStandardError(PrintStream standardError) {
        try {
            Terminal terminal =
                    TerminalBuilder.builder()
                            .system(true)
                            .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                            .dumb(false)
                            // Otherwise it resets Ctrl-C to ending the process on the spot.
                            .nativeSignals(false)
                            // Otherwise it runs tty, and an interrupt of this thread, which is
                            // what Ctrl-C is to a run, is lost while it waits for that.
                            .exec(false)
                            .build();
            return new LiveDisplay(standardError, new TerminalWidth(terminal), terminal);
        } catch (IOException | IllegalStateException notATerminal) {
            return new PlainDisplay(standardError);
        }
    }
}

package io.flinkvariance.terminal;

import io.flinkvariance.run.RunProgress;
import java.io.PrintStream;
import java.util.function.IntSupplier;

/** For terminals: one line that is written over and over. */
public final class LiveDisplay implements ProgressDisplay {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream output;
    private final IntSupplier width;
    private final AutoCloseable terminal;

    LiveDisplay(PrintStream output, IntSupplier width, AutoCloseable terminal) {
        this.output = output;
        this.width = width;
        this.terminal = terminal;
    }

    @Override
    public void note(String line) {
        output.println(ERASE_LINE + VisibleText.of(line));
    }

    @Override
    public void progress(RunProgress progress) {
        String text = ProgressText.of(progress);
        // In the last column a terminal would wrap, and then the line could not be erased.
        int most = Math.max(0, width.getAsInt() - 1);
        output.print(ERASE_LINE + text.substring(0, Math.min(most, text.length())));
        output.flush();
    }

    @Override
    public void close() {
        output.print(ERASE_LINE);
        output.flush();
        try {
            terminal.close();
        } catch (Exception restoring) {
            // Nothing of the terminal was changed that would need restoring.
        }
    }
}

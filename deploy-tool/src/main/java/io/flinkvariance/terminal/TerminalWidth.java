package io.flinkvariance.terminal;

import java.util.function.IntSupplier;
import org.jline.terminal.Terminal;

/**
 * How many columns a terminal has, also after its library has closed it: on Ctrl-C it does so by a
 * shutdown hook of its own, beside whoever still has something to say.
 */
final class TerminalWidth implements IntSupplier {
    private static final int USUAL = 80;

    private final Terminal terminal;
    private int last = USUAL;

    TerminalWidth(Terminal terminal) {
        this.terminal = terminal;
    }

    /** As it is now, or was at last. */
    @Override
    public int getAsInt() {
        try {
            int columns = terminal.getColumns();
            last = columns > 0 ? columns : USUAL;
        } catch (IllegalStateException closed) {
            // The last one will do.
        }
        return last;
    }
}

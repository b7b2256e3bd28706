package io.flinkvariance.host;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;

/** What sshj logs may go to a file; the terminal is for people. */
final class SshLogging {
    private SshLogging() {}

    /** Ends what the JDK does by default: writing all logging to standard error. */
    static void keepOffTheTerminal() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                root.removeHandler(handler);
            }
        }
    }
}

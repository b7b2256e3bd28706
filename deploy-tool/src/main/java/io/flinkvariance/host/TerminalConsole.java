package io.flinkvariance.host;

import java.io.Console;
import java.util.Optional;

/** The JDK's console, if it is one that somebody sits at. */
final class TerminalConsole {
    private TerminalConsole() {}

    // Java 17 has none without a terminal; from 22 on there is one, which has to be asked.
    @SuppressWarnings("SystemConsoleNull")
    static Optional<Console> find() {
        return Optional.ofNullable(System.console()).filter(TerminalConsole::isTerminal);
    }

    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }
}

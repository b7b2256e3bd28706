package io.flinkvariance.host;

import java.util.Optional;

/** Asks whoever sits at the terminal for a passphrase. */
@FunctionalInterface
public interface PassphrasePrompt {
    /** The answer; nothing if there is nobody to ask. The caller wipes it. */
    Optional<char[]> ask(String question);

    /** Asks on the process's terminal, without showing what is typed. */
    static PassphrasePrompt onTerminal() {
        return question ->
                TerminalConsole.find()
                        .flatMap(
                                terminal ->
                                        Optional.ofNullable(terminal.readPassword("%s", question)));
    }
}

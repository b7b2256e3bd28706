package io.flinkvariance.cli;

import io.flinkvariance.error.OperationFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What shows a page to the user.
 *
 * @param program takes the page's address as its only argument
 */
record Browser(String program) {
    /** The one of the variable {@code BROWSER}, or what the system takes for it. */
    static Browser of(Function<String, Optional<String>> environment) {
        boolean isMac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        return new Browser(environment.apply("BROWSER").orElse(isMac ? "open" : "xdg-open"));
    }

    /** Starts it, and does not wait for its end. */
    void open(Path page) {
        try {
            new ProcessBuilder(program, page.toUri().toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            throw new OperationFailedException(
                    "opening %s: %s. Try: BROWSER=<program>, or open the file by hand"
                            .formatted(page, missing.getMessage()),
                    missing);
        }
    }
}

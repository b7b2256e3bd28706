package io.flinkvariance.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The scripts beside these classes, of which one call does on a host what would take several. */
final class ShellScript {
    private ShellScript() {}

    static String read(String name) {
        try (InputStream script = ShellScript.class.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

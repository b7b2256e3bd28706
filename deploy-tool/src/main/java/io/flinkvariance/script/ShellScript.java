package io.flinkvariance.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Scripts that lie beside a class, of which one call does on a host what would take several. */
public final class ShellScript {
    private ShellScript() {}

    /** The text of a script in the package of a class. */
    public static String read(Class<?> beside, String name) {
        try (InputStream script = beside.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

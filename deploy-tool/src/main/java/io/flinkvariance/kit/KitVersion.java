package io.flinkvariance.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** The version of the kit, as the build wrote it into the jar. */
public final class KitVersion {
    private static final String COMMIT_FILE = "commit.properties";
    private static final String COMMIT = "git.commit.id.abbrev";
    private static final String CHANGED = "git.dirty";

    private KitVersion() {}

    /** The version, or "development" when the classes are not in a jar. */
    public static String current() {
        String version = KitVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /**
     * The commit that it was built from, such as {@code 1a2b3c4}, with a word if files had been
     * changed since; none if it was built from sources without their history.
     */
    public static Optional<String> commit() {
        try (InputStream file = KitVersion.class.getResourceAsStream(COMMIT_FILE)) {
            if (file == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(file);
            return commit(properties);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Optional<String> commit(Properties properties) {
        String suffix = properties.getProperty(CHANGED, "false").equals("true") ? ", changed" : "";
        return Optional.ofNullable(properties.getProperty(COMMIT)).map(commit -> commit + suffix);
    }
}

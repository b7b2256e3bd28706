package io.flinkvariance.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What a page carries with it, so that it needs no network: styles, scripts, and their licence. */
public final class WebAssets {
    private static final String UPLOT = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private WebAssets() {}

    /** The styles that all pages have in common. */
    public static String styles() {
        return own("report.css");
    }

    /** A file of this package. */
    static String own(String name) {
        return of(WebAssets.class, name);
    }

    /**
     * A file beside a class.
     *
     * @param path its name, or its path from the root of the class path
     */
    public static String of(Class<?> owner, String path) {
        try (InputStream file = owner.getResourceAsStream(path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A file of uPlot, which draws the charts; the WebJar has its version in the path. */
    static String uplot(String name) {
        Properties properties = new Properties();
        try (InputStream file = WebAssets.class.getResourceAsStream(UPLOT)) {
            properties.load(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return own(
                "/META-INF/resources/webjars/uplot/"
                        + properties.getProperty("version")
                        + "/"
                        + name);
    }
}

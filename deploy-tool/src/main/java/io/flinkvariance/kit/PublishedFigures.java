package io.flinkvariance.kit;

import io.flinkvariance.error.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Properties;

/**
 * What the published comparison of 2019 found for Flink 1.8.1: per cent of its throughput without a
 * straggler, by scenario. The figures stand in {@code conf/published.properties}.
 */
public final class PublishedFigures {
    private final Properties percentByScenario = new Properties();

    /** Reads the kit's file. */
    public PublishedFigures(KitHome kit) {
        Path file = kit.folder().resolve("conf").resolve("published.properties");
        try (InputStream content = Files.newInputStream(file)) {
            percentByScenario.load(content);
        } catch (IOException unreadable) {
            throw new UsageException(
                    file + ": cannot be read: " + unreadable.getClass().getSimpleName(),
                    unreadable);
        }
    }

    /** The figure of a scenario of the kit, if there is one. */
    public OptionalDouble percentOfMinimal(String scenario) {
        String percent = percentByScenario.getProperty(scenario);
        try {
            return percent == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Double.parseDouble(percent));
        } catch (NumberFormatException notANumber) {
            throw new UsageException(
                    "conf/published.properties: "
                            + scenario
                            + "="
                            + percent
                            + ": expected a number",
                    notANumber);
        }
    }
}

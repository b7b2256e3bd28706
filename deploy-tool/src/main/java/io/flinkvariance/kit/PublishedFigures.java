package io.flinkvariance.kit;

import io.flinkvariance.error.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;

/**
 * What the published comparison of 2019 found: per cent of an engine's own throughput without a
 * straggler, by scenario. The figures stand in {@code conf/published.properties}, those of Flink
 * 1.8.1 without the name of an engine.
 */
public final class PublishedFigures {
    private final Properties percentByScenario = new Properties();

    /** Reads the kit's file. */
    public PublishedFigures(KitHome kit) {
        Path file = kit.folder().resolve("conf").resolve("published.properties");
        try (BufferedReader content = Files.newBufferedReader(file)) {
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

    /** The engines that were compared, Flink first. */
    public List<String> engines() {
        return List.of(percentByScenario.getProperty("engines", "Flink 1.8.1").split(",\\s*"));
    }

    /** Who published the figures, where and when. */
    public String source() {
        return percentByScenario.getProperty("source", "");
    }

    /**
     * An engine's figure as it was published, which for an engine with several modes is several.
     *
     * @param engine one of {@link #engines()}
     */
    public Optional<String> percent(String engine, String scenario) {
        String name = engine.split(" ", 2)[0].toLowerCase(Locale.ROOT);
        return Optional.ofNullable(
                percentByScenario.getProperty(
                        name.equals("flink") ? scenario : scenario + "." + name));
    }
}

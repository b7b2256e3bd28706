package io.flinkvariance.kit;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.file.RegularFile;
import io.flinkvariance.scenario.InvalidScenarioException;
import io.flinkvariance.scenario.NearestName;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folder that the kit was unpacked or cloned into, and the scenarios in it. */
public record KitHome(Path folder) {
    private static final Path SCENARIOS = Path.of("conf", "scenarios");
    private static final String SUFFIX = ".properties";

    /** Looks from the tool's own jar upwards. */
    public static KitHome locate() {
        Path start;
        try {
            start =
                    Path.of(
                            KitHome.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(SCENARIOS))) {
                return new KitHome(folder);
            }
        }
        throw new UsageException(
                "the tool's jar at "
                        + start
                        + " is not inside the kit: no folder above it has "
                        + SCENARIOS
                        + ". Try: run bin/deploy-tool of the kit");
    }

    /**
     * The folder with the jars of the embedded Flink: beside the tool in a release, or where the
     * build puts it.
     */
    public Path embeddedFlink() {
        Path shipped = folder.resolve("lib").resolve("flink");
        return Files.isDirectory(shipped)
                ? shipped
                : folder.resolve("embedded-flink").resolve("target").resolve("lib");
    }

    /** The folder with the jars of Kafka, likewise. */
    public Path embeddedKafka() {
        Path shipped = folder.resolve("lib").resolve("kafka");
        return Files.isDirectory(shipped)
                ? shipped
                : folder.resolve("embedded-kafka").resolve("target").resolve("lib");
    }

    /** Where provisioning says how its cluster is reached. */
    public Path clusterProperties() {
        return folder.resolve("conf").resolve("cluster.properties");
    }

    /** Where it is said how the master of a Hadoop cluster is reached. */
    public Path yarnProperties() {
        return folder.resolve("conf").resolve("yarn.properties");
    }

    /** The names of the scenarios that the kit has, in order. */
    public List<String> scenarioNames() {
        try (Stream<Path> files = Files.list(folder.resolve(SCENARIOS))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UsageException(
                    "cannot list " + folder.resolve(SCENARIOS) + ": " + unreadable.getMessage(),
                    unreadable);
        }
    }

    /** Whether that names a scenario of the kit rather than a file of the user's. */
    public boolean has(String scenario) {
        return scenarioNames().contains(scenario);
    }

    /**
     * Reads a scenario by the name it has in the kit, or by the path of its file.
     *
     * @param overrides key to value, from {@code --set}
     * @throws UsageException with everything that is wrong with it
     */
    public Scenario scenario(String nameOrPath, Map<String, String> overrides) {
        Path file =
                has(nameOrPath)
                        ? folder.resolve(SCENARIOS).resolve(nameOrPath + SUFFIX)
                        : Path.of(nameOrPath);
        if (!has(nameOrPath) && !looksLikePath(nameOrPath) && !Files.exists(file)) {
            throw unknown(nameOrPath);
        }
        RegularFile.otherKind(file)
                .ifPresent(
                        kind -> {
                            throw new UsageException(file + ": cannot be read: it is " + kind);
                        });
        try {
            return ScenarioReader.read(file, overrides);
        } catch (InvalidScenarioException invalid) {
            throw new UsageException(invalid.getMessage(), invalid);
        } catch (NoSuchFileException missing) {
            throw new UsageException(file + ": no such file", missing);
        } catch (IOException unreadable) {
            throw new UsageException(
                    file + ": cannot be read: " + unreadable.getClass().getSimpleName(),
                    unreadable);
        }
    }

    private static boolean looksLikePath(String text) {
        return text.contains("/") || text.endsWith(SUFFIX);
    }

    private UsageException unknown(String name) {
        List<String> names = scenarioNames();
        String remedy =
                NearestName.of(name, names)
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse("Try: " + String.join(", ", names) + ", or the path of a file");
        return new UsageException("no scenario is called " + name + "; " + remedy);
    }
}

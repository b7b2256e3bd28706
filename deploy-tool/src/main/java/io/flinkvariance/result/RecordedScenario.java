package io.flinkvariance.result;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.file.FileFailure;
import io.flinkvariance.scenario.InvalidScenarioException;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was run, as it lies beside the samples of it. */
public final class RecordedScenario {
    private static final String END = ".properties";

    private RecordedScenario() {}

    /**
     * The scenario of the run that samples were written by; empty where they lie in no run's
     * folder, which holds one such file.
     *
     * @throws UsageException if there is one that cannot be read
     */
    public static Optional<Scenario> beside(Path samples) {
        Path folder = samples.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try {
            List<Path> scenarios = scenarios(folder);
            return scenarios.size() == 1
                    ? Optional.of(ScenarioReader.read(scenarios.get(0)))
                    : Optional.empty();
        } catch (InvalidScenarioException invalid) {
            throw unreadable(invalid.getMessage().replace("\n", "; "), invalid);
        } catch (IOException unreadable) {
            throw unreadable(folder + ": " + FileFailure.reason(unreadable), unreadable);
        }
    }

    private static List<Path> scenarios(Path folder) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, RecordedScenario::isOne)) {
            List<Path> scenarios = new ArrayList<>();
            files.forEach(scenarios::add);
            return scenarios;
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
    }

    private static boolean isOne(Path file) {
        return file.toString().endsWith(END) && Files.isRegularFile(file);
    }

    private static UsageException unreadable(String why, Exception cause) {
        return new UsageException(
                "what the samples are of: %s. Try: a copy of the samples elsewhere, with --partitioner"
                        .formatted(why),
                cause);
    }
}

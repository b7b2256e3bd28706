package io.flinkvariance.result;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The last measured run of a scenario without its straggler, on the same cluster: what its
 * throughput is compared with.
 *
 * @param name the folder of that run's results
 */
public record Baseline(String name, double perSecond) {
    /** Looks through the folder with the results; what cannot be read is passed over. */
    public static Optional<Baseline> find(Path results, Scenario scenario, ClusterFacts cluster) {
        if (!Files.isDirectory(results)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(results)) {
            return folders.sorted(Comparator.reverseOrder())
                    .flatMap(folder -> read(folder).stream())
                    .filter(candidate -> candidate.fits(scenario, cluster))
                    .map(Candidate::baseline)
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private record Candidate(StoredRun run) {
        Baseline baseline() {
            return new Baseline(run.name(), run.result().throughput().mean());
        }

        boolean fits(Scenario scenario, ClusterFacts cluster) {
            RunResult result = run.result();
            return result.throughput() != null
                    && result.ended().equals(RunResult.MEASURED)
                    && result.cluster().equals(cluster)
                    && essence(result.properties())
                            .equals(essence(scenario.withoutStraggler().properties()));
        }
    }

    private static Optional<Candidate> read(Path folder) {
        if (!Files.isRegularFile(folder.resolve(RunFolder.RESULT))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Candidate(StoredRun.read(folder)));
        } catch (UsageException notAResult) {
            return Optional.empty();
        }
    }

    /** What remains without all that has to do with straggler, routing or chance. */
    private static Map<String, String> essence(Map<String, String> properties) {
        Map<String, String> essence = new TreeMap<>(properties);
        essence.keySet()
                .removeIf(
                        key ->
                                key.startsWith("straggler.")
                                        || key.equals("random.seed")
                                        || key.equals("stream.partitioner")
                                        || key.equals("stream.limit"));
        return essence;
    }
}

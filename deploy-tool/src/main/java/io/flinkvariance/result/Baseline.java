package io.flinkvariance.result;

import io.flinkvariance.cluster.Cluster;
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
    public static Optional<Baseline> find(Path results, Scenario scenario, Cluster cluster) {
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

    private record Candidate(Path folder, RunResult result) {
        Baseline baseline() {
            return new Baseline(folder.getFileName().toString(), result.throughput().mean());
        }

        boolean fits(Scenario scenario, Cluster cluster) {
            return result.ended().equals(RunResult.MEASURED)
                    && result.target().equals(cluster.target())
                    && result.flinkVersion().equals(cluster.flinkVersion())
                    && result.taskManagers() == cluster.taskManagers()
                    && result.buffers().equals(cluster.buffers())
                    && cluster.flinkConf().equals(result.flinkConf())
                    && result.javaVersion().equals(cluster.javaVersion())
                    && essence(result.properties())
                            .equals(essence(scenario.withoutStraggler().properties()));
        }
    }

    private static Optional<Candidate> read(Path folder) {
        Path file = folder.resolve(RunFolder.RESULT);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(ResultJson.read(file))
                    .filter(RunResult::isComplete)
                    .map(result -> new Candidate(folder, result));
        } catch (IOException notAResult) {
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

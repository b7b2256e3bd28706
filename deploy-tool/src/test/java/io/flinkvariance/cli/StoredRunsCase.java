package io.flinkvariance.cli;

import io.flinkvariance.measure.Traces;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.Results;
import io.flinkvariance.result.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two runs that are stored, and what is typed about them. */
abstract class StoredRunsCase {
    static final String OLD = "20260101T000000Z-constant-straggler-embedded";
    static final String NEW = "20260102T000000Z-constant-straggler-embedded";
    static final String BROKEN = "20260103T000000Z-constant-straggler-embedded";

    @TempDir Path parent;

    static RunResult result(double perSecond, String partitioner) {
        return Results.of(
                "constant-straggler",
                Map.of("stream.partitioner", partitioner),
                new RunResult.Throughput(perSecond, 0.4, 60, 10, 12, null, null, null),
                List.of(),
                null);
    }

    Path store(String name, RunResult result) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("results").resolve(name));
        Files.writeString(folder.resolve("run.json"), ResultJson.text(result));
        Files.copy(Traces.file(Traces.SMALL_CONSTANT), folder.resolve("samples.csv"));
        return folder;
    }

    @BeforeEach
    void storeRuns() throws Exception {
        store(OLD, result(80, "rebalance"));
        store(NEW, result(440, "least-backlog"));
    }

    CliRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--output", parent.toString()));
        return CliRun.of(all.toArray(String[]::new));
    }

    void storeBroken(String json) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("results").resolve(BROKEN));
        Files.writeString(folder.resolve("run.json"), json);
    }

    final Path storeSmackdown(String json) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("results/20260105T000000Z-smackdown"));
        Files.writeString(folder.resolve("smackdown.json"), json);
        return folder;
    }
}

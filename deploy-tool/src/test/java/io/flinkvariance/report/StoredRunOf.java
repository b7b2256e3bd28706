package io.flinkvariance.report;

import io.flinkvariance.latency.Percentiles;
import io.flinkvariance.measure.Traces;
import io.flinkvariance.result.LagResult;
import io.flinkvariance.result.LatencyResult;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.Results;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Folders of runs for tests. */
public final class StoredRunOf {
    private StoredRunOf() {}

    /** A run with that result and the samples of a recorded one. */
    public static StoredRun trace(Path folder, RunResult result, String trace) throws IOException {
        return lines(folder, result, Files.readString(Traces.file(trace)));
    }

    /** A run of a constant straggler with all that a page can show, and a broker that was slow. */
    public static StoredRun lagAndLatency(Path folder) throws IOException {
        Percentiles all = new Percentiles(10_013.7, 14_020, 19_870, 20_210.9, 20_262);
        Percentiles elsewhere = new Percentiles(7.12, 54.3, 61.8, 92.4, 118.2);
        LatencyResult latency =
                new LatencyResult(
                        null,
                        1,
                        null,
                        5468L,
                        all,
                        all,
                        List.of(
                                new LatencyResult.OfSubtask(0, 1367, 900, all, all),
                                new LatencyResult.OfSubtask(1, 1367, 0, elsewhere, elsewhere),
                                new LatencyResult.OfSubtask(2, 1367, 0, elsewhere, elsewhere),
                                new LatencyResult.OfSubtask(3, 0, 0, null, null)));
        LagResult lag =
                new LagResult(
                        22.0, 19.6, 420.2, 419.9, 30_100L, 31_300L, 30_900L, 4, 500L, 12.5, 13.5);
        return lines(
                folder,
                Results.with(Results.constantStraggler(), latency, lag),
                withLag(Files.readAllLines(Traces.file(Traces.SMALL_CONSTANT))));
    }

    /** As if the records came from a topic that gets 500 a second. */
    private static String withLag(List<String> lines) {
        StringBuilder text =
                new StringBuilder(lines.get(0) + ",end_offset,lag,unprocessed,committed_lag\n");
        long committed = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            long second = Math.round(Double.parseDouble(fields[0]));
            long end = 20 + 500 * second;
            long emitted = Long.parseLong(fields[2]);
            committed = second % 5 == 0 ? emitted : committed;
            text.append(line)
                    .append(
                            second >= 30 && second < 34
                                    ? ",,,,"
                                    : ",%d,%d,%d,%d"
                                            .formatted(
                                                    end,
                                                    end - emitted,
                                                    end - Long.parseLong(fields[1]),
                                                    end - committed))
                    .append('\n');
        }
        return text.toString();
    }

    /** A run with that result and that text as its samples. */
    public static StoredRun lines(Path folder, RunResult result, String samples)
            throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(RunFolder.RESULT), ResultJson.text(result));
        Files.writeString(folder.resolve(RunFolder.SAMPLES), samples);
        return StoredRun.read(folder);
    }
}

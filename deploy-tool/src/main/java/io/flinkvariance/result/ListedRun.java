package io.flinkvariance.result;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.measure.RateText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run as it stands in a list.
 *
 * @param name of its folder, by which commands find it
 * @param scenario null where it is not known, as are the others
 * @param state how it ended; {@code unfinished} without a result, {@code unreadable} with one that
 *     this tool cannot read
 * @param perSecond records per second; null without a steady state
 * @param problem why it cannot be read; null if it can
 */
public record ListedRun(
        String name,
        String scenario,
        String target,
        String partitioner,
        String startedAt,
        String state,
        Double perSecond,
        Double ci95,
        String problem) {
    private static final String UNKNOWN = "–";

    /** The run in a folder; empty if the folder is not one of a run. */
    public static Optional<ListedRun> of(Path folder) {
        String name = StoredRun.name(folder);
        if (!Files.notExists(folder.resolve(RunFolder.RESULT))) {
            return Optional.of(finished(folder, name));
        }
        boolean wasBegun =
                Files.exists(folder.resolve(RunFolder.RECORD))
                        || Files.exists(folder.resolve(RunFolder.SAMPLES));
        return wasBegun ? Optional.of(unfinished(folder, name)) : Optional.empty();
    }

    private static ListedRun finished(Path folder, String name) {
        try {
            RunResult result = StoredRun.read(folder).result();
            RunResult.Throughput measured = result.throughput();
            return new ListedRun(
                    name,
                    result.scenario(),
                    result.cluster().target(),
                    result.partitioner(),
                    result.startedAt(),
                    result.ended(),
                    measured == null ? null : Double.valueOf(measured.mean()),
                    measured == null ? null : Double.valueOf(measured.ci95()),
                    null);
        } catch (UsageException unreadable) {
            return new ListedRun(
                    name,
                    null,
                    null,
                    null,
                    null,
                    "unreadable",
                    null,
                    null,
                    unreadable.getMessage());
        }
    }

    private static ListedRun unfinished(Path folder, String name) {
        return RunFolder.at(folder)
                .findRecord()
                .map(
                        record ->
                                new ListedRun(
                                        name,
                                        record.scenario(),
                                        record.target(),
                                        null,
                                        record.startedAt().toString(),
                                        "unfinished",
                                        null,
                                        null,
                                        null))
                .orElse(
                        new ListedRun(
                                name, null, null, null, null, "unfinished", null, null, null));
    }

    /** For people. */
    public static String table(List<ListedRun> runs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("run", "records/s", "router", "ended"));
        for (ListedRun run : runs) {
            rows.add(
                    List.of(
                            run.name,
                            run.perSecond == null
                                    ? UNKNOWN
                                    : RateText.interval(run.perSecond, run.ci95),
                            run.partitioner == null ? UNKNOWN : run.partitioner,
                            run.state));
        }
        return TextTable.of(rows);
    }
}

package io.flinkvariance.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs in a folder of results that have a job and no result yet. */
public final class UnfinishedRuns {
    private UnfinishedRuns() {}

    /** All of them, the newest first; what cannot be read is passed over. */
    public static List<RunFolder> in(Path results) {
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(results)) {
            return folders.sorted(Comparator.comparing(Path::getFileName).reversed())
                    .map(RunFolder::at)
                    .filter(folder -> !Files.exists(folder.file(RunFolder.RESULT)))
                    .filter(folder -> folder.findRecord().isPresent())
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** The newest of a kind of cluster. */
    public static Optional<RunFolder> newest(Path results, String target) {
        return in(results).stream()
                .filter(
                        folder ->
                                folder.findRecord()
                                        .filter(record -> record.target().equals(target))
                                        .isPresent())
                .findFirst();
    }

    /** That of a job. */
    public static Optional<RunFolder> ofJob(Path results, String jobId) {
        return in(results).stream()
                .filter(
                        folder ->
                                folder.findRecord()
                                        .filter(record -> record.jobId().equals(jobId))
                                        .isPresent())
                .findFirst();
    }
}

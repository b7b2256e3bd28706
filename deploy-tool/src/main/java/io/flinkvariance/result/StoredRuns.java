package io.flinkvariance.result;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.file.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs in a folder of results.
 *
 * @param results need not exist
 */
public record StoredRuns(Path results) {
    /** Stands for the newest run that has a result. */
    public static final String LATEST = "latest";

    /** The folders of all runs, the newest first; their names begin with their time. */
    public List<Path> folders() {
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(results)) {
            return folders.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .toList();
        } catch (IOException unreadable) {
            throw new UsageException(
                    results + ": cannot be read: " + FileFailure.reason(unreadable), unreadable);
        }
    }

    /**
     * The folder that is meant by a path, by the name of a folder in the results, or by {@value
     * #LATEST}.
     *
     * @throws UsageException if there is none
     */
    public Path folder(String run) {
        return folder(run, RunFolder.RESULT)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        run.equals(LATEST)
                                                ? "latest: no run in %s has a result. Try: deploy-tool run, or --output <the folder that results/ is in>"
                                                        .formatted(results)
                                                : "%s: there is no such run in %s. Try: deploy-tool results, which lists them"
                                                        .formatted(run, results)));
    }

    /**
     * The same of what is kept in another file than a run is; empty if there is no such folder.
     *
     * @param file that {@value #LATEST} has to hold
     */
    public Optional<Path> folder(String run, String file) {
        if (run.isBlank()) {
            throw new UsageException(
                    "a run has a name, and this is none: '%s'. Try: deploy-tool results, which lists them"
                            .formatted(run));
        }
        try {
            if (Files.isDirectory(Path.of(run))) {
                return Optional.of(Path.of(run));
            }
            Path named = results.resolve(run);
            if (Files.isDirectory(named)) {
                return Optional.of(named);
            }
        } catch (InvalidPathException notAPath) {
            throw new UsageException("not the name of a run: " + notAPath.getMessage(), notAPath);
        }
        return run.equals(LATEST)
                ? folders().stream()
                        .filter(folder -> Files.exists(folder.resolve(file)))
                        .findFirst()
                : Optional.empty();
    }

    /** Whether {@link #folder(String)} has a folder for it, or would say why a run is missing. */
    public boolean knows(String run) {
        return run.equals(LATEST)
                || Files.isDirectory(Path.of(run))
                || Files.isDirectory(results.resolve(run));
    }

    /** The run that is meant, with its result. */
    public StoredRun find(String run) {
        return StoredRun.read(folder(run));
    }
}

package io.flinkvariance.series;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.file.FileFailure;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.result.WholeFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The folder of a series: its file, and {@code results/} with the folders of its runs.
 *
 * @param path it may be there or not
 */
public record SeriesFolder<S extends Series<S>>(Path path, SeriesKind<S> kind) {
    /** Whether there is a series, complete or not. */
    public boolean isOne() {
        // One that cannot be followed is one, too: reading it says why not.
        return Files.exists(file(), LinkOption.NOFOLLOW_LINKS);
    }

    private Path file() {
        return path.resolve(kind.file());
    }

    /**
     * What was written there.
     *
     * @throws UsageException if it is none that this version can go on with
     */
    public S read() {
        try {
            S series = ResultJson.read(file(), kind.type());
            if (series.formatVersion() != kind.formatVersion()) {
                throw new UsageException(
                        "%s: is of format %d, and this version reads %d. Try: the version that wrote it"
                                .formatted(file(), series.formatVersion(), kind.formatVersion()));
            }
            return series;
        } catch (NoSuchFileException none) {
            throw new UsageException(
                    "%s: no %s: there is no %s".formatted(path, kind.name(), kind.file()), none);
        } catch (FileSystemException unreadable) {
            throw new UsageException(
                    file() + ": cannot be read: " + FileFailure.reason(unreadable), unreadable);
        } catch (UsageException told) {
            throw told;
        } catch (IOException | RuntimeException unreadable) {
            throw new UsageException(
                    file() + ": cannot be read: it is cut off, or none of this kit's", unreadable);
        }
    }

    /**
     * The run of an outcome that is measured.
     *
     * @throws UsageException if it is there no more, or cannot be read
     */
    public StoredRun run(Outcome measured) {
        return StoredRun.read(RunFolder.resultsBelow(path).resolve(measured.folder()));
    }

    /** Writes it, under its name only when it is complete. */
    public void write(S series) {
        write(kind.file(), ResultJson.text(series) + "\n");
    }

    /** Writes another file beside it, in the same way. */
    public void write(String name, String text) {
        Path file = path.resolve(name);
        try {
            Files.createDirectories(path);
            WholeFile.write(file, text);
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "writing " + file + ": " + FileFailure.reason(failed), failed);
        }
    }
}

package io.flinkvariance.remedies;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.report.ComparePage;
import io.flinkvariance.report.ReportFile;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.result.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder of remedies: {@value #FILE}, {@value #PAGE}, and {@code results/} with the folders of
 * the runs.
 */
public final class RemediesFolder {
    static final String FILE = "remedies.json";
    static final String PAGE = "compare.html";

    private final Path folder;

    /** It may be there or not. */
    public RemediesFolder(Path folder) {
        this.folder = folder;
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** Writes what came of the trials so far, under its name only when it is complete. */
    void write(Remedies remedies) {
        try {
            Files.createDirectories(folder);
            WholeFile.write(folder.resolve(FILE), ResultJson.text(remedies) + "\n");
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "writing " + folder.resolve(FILE) + ": " + failed.getMessage(), failed);
        }
    }

    /** Writes the page of all runs over each other, if there is more than the first. */
    void writePage(List<StoredRun> measured) {
        if (measured.size() > 1) {
            ReportFile.write(folder.resolve(PAGE), ComparePage.of(measured));
        }
    }
}

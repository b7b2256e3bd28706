package io.flinkvariance.report;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.result.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/** The page in the folder of its run. */
public final class ReportFile {
    public static final String NAME = "report.html";

    private ReportFile() {}

    /**
     * Writes it, in place of an older one, whole or not at all.
     *
     * @return where it is
     */
    public static Path write(StoredRun run) {
        Path file = run.folder().resolve(NAME);
        try {
            WholeFile.write(file, ReportPage.of(run));
            return file;
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "writing " + file + ": " + failed.getMessage(), failed);
        }
    }
}

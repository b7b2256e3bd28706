package io.flinkvariance.report;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.file.FileFailure;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.result.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/** Pages as files. */
public final class ReportFile {
    public static final String NAME = "report.html";

    private ReportFile() {}

    /**
     * Writes the page of a run into its folder.
     *
     * @return where it is
     */
    public static Path write(StoredRun run) {
        return write(run.folder().resolve(NAME), ReportPage.of(run));
    }

    /**
     * Writes a page, in place of an older one, whole or not at all.
     *
     * @return where it is
     */
    public static Path write(Path file, String page) {
        try {
            WholeFile.write(file, page);
            return file;
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "writing " + file + ": " + FileFailure.reason(failed), failed);
        }
    }
}

package io.flinkvariance.report;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.result.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
        Path partial = run.folder().resolve(NAME + ".part");
        try {
            Files.writeString(partial, ReportPage.of(run));
            return Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "writing " + file + ": " + failed.getMessage(), failed);
        }
    }
}

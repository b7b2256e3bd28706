package io.flinkvariance.smackdown;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.report.ReportFile;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The folder of a smackdown: {@value #FILE}, and {@code results/} with the folders of its runs. */
public final class SmackdownFolder {
    public static final String FILE = "smackdown.json";

    private final Path folder;

    /** It may be there or not. */
    public SmackdownFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether there is a smackdown, complete or not. */
    public boolean isOne() {
        return Files.exists(folder.resolve(FILE));
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /**
     * What was written there.
     *
     * @throws UsageException if it is none that this version can go on with
     */
    public Smackdown read() {
        Path file = folder.resolve(FILE);
        try {
            Smackdown smackdown = ResultJson.read(file, Smackdown.class);
            if (smackdown.formatVersion() != Smackdown.FORMAT) {
                throw new UsageException(
                        "%s: is of format %d, and this version reads %d. Try: the version that wrote it"
                                .formatted(file, smackdown.formatVersion(), Smackdown.FORMAT));
            }
            return smackdown;
        } catch (NoSuchFileException none) {
            throw new UsageException(folder + ": no smackdown: there is no " + FILE, none);
        } catch (IOException | RuntimeException unreadable) {
            if (unreadable instanceof UsageException told) {
                throw told;
            }
            throw new UsageException(
                    file + ": cannot be read: it is cut off, or none of this kit's", unreadable);
        }
    }

    /**
     * Writes what it came to so far as a page.
     *
     * @param published what others found
     * @return where it is
     */
    public Path writeReport(Smackdown smackdown, PublishedFigures published) {
        return ReportFile.write(
                folder.resolve(ReportFile.NAME), SmackdownPage.of(smackdown, published));
    }

    /** Writes it, under its name only when it is complete. */
    public void write(Smackdown smackdown) {
        try {
            Files.createDirectories(folder);
            WholeFile.write(folder.resolve(FILE), ResultJson.text(smackdown) + "\n");
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "writing " + folder.resolve(FILE) + ": " + failed.getMessage(), failed);
        }
    }
}

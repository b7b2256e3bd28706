package io.flinkvariance.result;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.file.FileFailure;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.measure.LagCsv;
import io.flinkvariance.measure.LagSeries;
import io.flinkvariance.measure.MalformedSamplesException;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.SamplesCsv;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A run that has a result, as it lies in its folder. */
public record StoredRun(Path folder, RunResult result) {
    /**
     * Reads it.
     *
     * @throws UsageException if there is none, or it is not one that this tool can read
     */
    public static StoredRun read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    folder
                            + ": there is no such folder. Try: deploy-tool results, which lists them");
        }
        Path file = folder.resolve(RunFolder.RESULT);
        // What cannot be looked at may be there: reading it says why not.
        if (Files.notExists(file)) {
            throw new UsageException(
                    "%s: no result: there is no %s. %s"
                            .formatted(folder, RunFolder.RESULT, whatToTry(folder)));
        }
        return new StoredRun(folder, RunFile.read(file));
    }

    private static String whatToTry(Path folder) {
        if (Files.exists(folder.resolve(RunFolder.RECORD))) {
            return "The run has not ended. Try: deploy-tool attach";
        }
        if (Files.exists(folder.resolve(RunFolder.SAMPLES))) {
            return "The run was cut off. Try: deploy-tool analyze "
                    + ShellWords.path(folder.resolve(RunFolder.SAMPLES));
        }
        return "Try: deploy-tool results, which lists the runs";
    }

    /** The folder's name. */
    public String name() {
        return name(folder);
    }

    /** The root has none of its own. */
    static String name(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        return whole.getFileName() == null ? whole.toString() : whole.getFileName().toString();
    }

    /**
     * The samples; none if there is no file of them.
     *
     * @throws MalformedSamplesException if the file holds something else
     */
    public SampleSeries samples() throws IOException, MalformedSamplesException {
        Path file = folder.resolve(RunFolder.SAMPLES);
        try {
            return Files.notExists(file) ? new SampleSeries(List.of()) : SamplesCsv.read(file);
        } catch (FileSystemException unreadable) {
            throw new IOException(file + ": " + FileFailure.reason(unreadable), unreadable);
        }
    }

    /** How far it was behind its topic; nothing if it read none. */
    public LagSeries lag() throws IOException {
        Path file = folder.resolve(RunFolder.SAMPLES);
        return Files.notExists(file) ? LagSeries.NONE : LagCsv.read(file);
    }
}

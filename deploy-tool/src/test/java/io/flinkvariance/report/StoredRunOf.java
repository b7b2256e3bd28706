package io.flinkvariance.report;

import io.flinkvariance.measure.Traces;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of runs for tests. */
public final class StoredRunOf {
    private StoredRunOf() {}

    /** A run with that result and the samples of a recorded one. */
    public static StoredRun trace(Path folder, RunResult result, String trace) throws IOException {
        return lines(folder, result, Files.readString(Traces.file(trace)));
    }

    /** A run with that result and that text as its samples. */
    public static StoredRun lines(Path folder, RunResult result, String samples)
            throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(RunFolder.RESULT), ResultJson.text(result));
        Files.writeString(folder.resolve(RunFolder.SAMPLES), samples);
        return StoredRun.read(folder);
    }
}

package io.flinkvariance.cli;

import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.StoredRuns;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** Where commands look for the runs that they are given the names of. */
final class StoredRunOptions {
    private static final String OUTPUT = "output";

    private StoredRunOptions() {}

    static Option output() {
        return OptionValues.single(
                OUTPUT, "dir", "folder that results/ is in (default the current folder)");
    }

    static StoredRuns of(CommandLine line) {
        return new StoredRuns(RunFolder.resultsBelow(Path.of(line.getOptionValue(OUTPUT, ""))));
    }
}

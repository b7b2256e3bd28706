package io.flinkvariance.cli;

import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.result.StoredRuns;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** Where commands look for the runs that they are given the names of. */
final class StoredRunOptions {
    /** What a command's argument is called that is such a run. */
    static final String RUN = "run";

    /** What its last argument is called that stands for several. */
    static final String RUNS = RUN + Command.SEVERAL;

    private StoredRunOptions() {}

    static Option output() {
        return OptionValues.single(
                ExperimentOptions.OUTPUT,
                "dir",
                "folder that results/ is in (default the current folder)");
    }

    /**
     * The runs that a command's arguments mean, each with its result.
     *
     * @throws io.flinkvariance.error.UsageException if there is one that cannot be read
     */
    static List<StoredRun> runs(CommandLine line) {
        StoredRuns stored = of(line);
        return line.getArgList().stream().map(stored::find).toList();
    }

    /**
     * The folders that a command's arguments mean, whatever is in them.
     *
     * @throws io.flinkvariance.error.UsageException if there is none
     */
    static List<Path> folders(CommandLine line) {
        StoredRuns stored = of(line);
        return line.getArgList().stream().map(stored::folder).toList();
    }

    static StoredRuns of(CommandLine line) {
        return new StoredRuns(RunFolder.resultsBelow(ExperimentOptions.output(line)));
    }
}

package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.report.ReportFile;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.result.StoredRuns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code report <run>…}: writes the page of stored runs again. */
final class ReportCommand extends Command {
    /** What its arguments are called. */
    static final String RUNS = "run...";

    private static final String OPEN = "open";

    private final Surroundings surroundings;

    ReportCommand(Surroundings surroundings) {
        super("report", "write the page of stored runs, and open it", RUNS);
        this.surroundings = surroundings;
    }

    @Override
    int mostArguments() {
        return Integer.MAX_VALUE;
    }

    @Override
    Options options() {
        return new Options()
                .addOption(StoredRunOptions.output())
                .addOption(OptionValues.flag(OPEN, "show it in the browser"));
    }

    @Override
    ExitCode run(CommandLine line) {
        StoredRuns stored = StoredRunOptions.of(line);
        List<StoredRun> runs = line.getArgList().stream().map(stored::find).toList();
        List<Path> pages = new ArrayList<>();
        for (StoredRun run : runs) {
            Path page = ReportFile.write(run);
            surroundings.console().out().println(page);
            pages.add(page);
        }
        if (line.hasOption(OPEN)) {
            Browser browser = Browser.of(surroundings.environment());
            pages.forEach(browser::open);
        }
        return ExitCode.DONE;
    }
}

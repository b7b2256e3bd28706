package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.report.ReportFile;
import io.flinkvariance.result.StoredRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code report <run>…}: writes the page of stored runs again. */
final class ReportCommand extends Command {
    private static final String OPEN = "open";

    private final Surroundings surroundings;

    ReportCommand(Surroundings surroundings) {
        super("report", "write the page of stored runs, and open it", StoredRunOptions.RUNS);
        this.surroundings = surroundings;
    }

    @Override
    Options options() {
        return new Options()
                .addOption(StoredRunOptions.output())
                .addOption(OptionValues.flag(OPEN, "show it in the browser"));
    }

    @Override
    ExitCode run(CommandLine line) {
        List<Path> pages = new ArrayList<>();
        for (StoredRun run : StoredRunOptions.runs(line)) {
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

package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.remedies.Remedies;
import io.flinkvariance.remedies.RemediesPage;
import io.flinkvariance.report.ReportFile;
import io.flinkvariance.report.RunPictures;
import io.flinkvariance.result.ListedRun;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.series.SeriesFolder;
import io.flinkvariance.smackdown.Smackdown;
import io.flinkvariance.smackdown.SmackdownPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code report <run>…}: writes the pages of stored runs, smackdowns and remedies again. */
final class ReportCommand extends Command {
    private static final String OPEN = "open";
    private static final String PICTURES = "pictures";

    private final Surroundings surroundings;

    ReportCommand(Surroundings surroundings) {
        super(
                "report",
                "write the page of stored runs, smackdowns or remedies, and open it",
                StoredRunOptions.RUNS);
        this.surroundings = surroundings;
    }

    @Override
    Options options() {
        return new Options()
                .addOption(StoredRunOptions.output())
                .addOption(
                        OptionValues.flag(
                                PICTURES,
                                "write the charts of a run, of a rescaled one those of its second"
                                        + " job, as SVG files beside it, too"))
                .addOption(OptionValues.flag(OPEN, "show it in the browser"));
    }

    @Override
    ExitCode run(CommandLine line) {
        List<Path> folders = StoredRunOptions.folders(line);
        if (line.hasOption(PICTURES)) {
            folders.forEach(ReportCommand::requireOneRun);
        }
        List<Path> pages = new ArrayList<>();
        for (Path folder : folders) {
            Path page = write(folder);
            surroundings.console().out().println(page);
            pages.add(page);
            if (line.hasOption(PICTURES)) {
                RunPictures.write(StoredRun.read(folder))
                        .forEach(surroundings.console().out()::println);
            }
        }
        if (line.hasOption(OPEN)) {
            Browser browser = Browser.of(surroundings.environment());
            pages.forEach(browser::open);
        }
        return ExitCode.DONE;
    }

    /** A folder that has nothing at all is told of where its page is to be written. */
    private static void requireOneRun(Path folder) {
        if (new SeriesFolder<>(folder, Smackdown.KIND).isOne()
                || new SeriesFolder<>(folder, Remedies.KIND).isOne()) {
            throw new UsageException(
                    "%s: --pictures are of a run, and this is several. Try: one of those in its results"
                            .formatted(folder));
        }
    }

    private Path write(Path folder) {
        SeriesFolder<Smackdown> smackdown = new SeriesFolder<>(folder, Smackdown.KIND);
        if (smackdown.isOne()) {
            return SmackdownPage.write(
                    folder, smackdown.read(), new PublishedFigures(surroundings.kit().get()));
        }
        SeriesFolder<Remedies> remedies = new SeriesFolder<>(folder, Remedies.KIND);
        if (remedies.isOne()) {
            return RemediesPage.write(folder, remedies.read());
        }
        if (ListedRun.of(folder).isEmpty()) {
            throw new UsageException(
                    "%s: no run, smackdown or remedies: there is no %s, %s or %s. Try: deploy-tool results, which lists the runs"
                            .formatted(
                                    folder,
                                    RunFolder.RESULT,
                                    Smackdown.KIND.file(),
                                    Remedies.KIND.file()));
        }
        return ReportFile.write(StoredRun.read(folder));
    }
}

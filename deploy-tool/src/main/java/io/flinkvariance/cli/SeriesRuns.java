package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.experiment.Experiment;
import io.flinkvariance.experiment.RunReport;
import io.flinkvariance.experiment.RunRequest;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.result.BegunFolder;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.series.Outcome;
import io.flinkvariance.series.Series;
import io.flinkvariance.series.SeriesExperiment;
import io.flinkvariance.series.SeriesFolder;
import io.flinkvariance.series.SeriesKind;
import io.flinkvariance.target.Target;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** What commands do that make several runs to be compared, and go on with them after Ctrl-C. */
record SeriesRuns<S extends Series<S>>(
        Surroundings surroundings, CommandLine line, SeriesKind<S> kind) {
    private static final String RESUME = "resume";

    static Option resume() {
        return OptionValues.single(
                RESUME, "dir", "go on with what was interrupted: its folder, or latest");
    }

    /** Whether there is something to go on with. */
    boolean areResumed() {
        return line.hasOption(RESUME);
    }

    /** Makes a folder for runs that begin now; once nothing is left to be refused. */
    SeriesFolder<S> newFolder() {
        return new SeriesFolder<>(
                ExperimentOptions.newFolder(line, Instant.now(surroundings.clock()), kind.name()),
                kind);
    }

    /**
     * The folder to go on in, if there is something to go on with.
     *
     * @param ownOptions those that say which runs are made
     * @throws UsageException if one of those is given, too
     */
    Optional<SeriesFolder<S>> resumed(String... ownOptions) {
        if (!areResumed()) {
            return Optional.empty();
        }
        for (String option : ownOptions) {
            if (line.hasOption(option)) {
                throw new UsageException(
                        "--%s: what goes on has its own. Try: without it".formatted(option));
            }
        }
        String given = line.getOptionValue(RESUME);
        Path folder =
                StoredRunOptions.of(line)
                        .folder(given, kind.file())
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "--%s: %s: there is no such folder with a %s in %s. Try: its path"
                                                        .formatted(
                                                                RESUME,
                                                                given,
                                                                kind.file(),
                                                                StoredRunOptions.of(line)
                                                                        .results())));
        RunFolder.requireWritable(folder);
        return Optional.of(new SeriesFolder<>(folder, kind));
    }

    /**
     * Makes the runs that have no result yet, and tells what all came to.
     *
     * @param requests one for each run, in their order
     * @param elsewhere the targets of runs that are on a Flink of their own, by their places
     * @param comparison what is made of a run beside its figures
     * @param pages writes what is to be looked at, when all runs are made or after Ctrl-C
     */
    ExitCode complete(
            Target target,
            SeriesFolder<S> folder,
            S begun,
            List<RunRequest> requests,
            Map<Integer, Target> elsewhere,
            SeriesExperiment.Comparison<S> comparison,
            Pages<S> pages) {
        Console console = surroundings.console();
        try {
            S series =
                    new Experiment(target, console::display)
                            .onOneFlink(
                                    (runs, notes) ->
                                            new SeriesExperiment<>(
                                                            folder,
                                                            index ->
                                                                    elsewhere.containsKey(index)
                                                                            ? onItsOwn(
                                                                                    elsewhere.get(
                                                                                            index),
                                                                                    requests.get(
                                                                                            index))
                                                                            : runs.run(
                                                                                    requests.get(
                                                                                            index)),
                                                            comparison,
                                                            notes)
                                                    .complete(begun));
            tell(series, folder, pages);
            return series.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
        } catch (InterruptedException ctrlC) {
            // Told here, as the JVM ends with the work.
            if (folder.isOne() && folder.read().outcomes().stream().anyMatch(Outcome::isMeasured)) {
                tell(folder.read(), folder, pages);
            }
            console.err()
                    .println(
                            OwnCommands.after(line)
                                    .in(
                                            "interrupted. Try: deploy-tool %s --resume %s%s, which goes on"
                                                    .formatted(
                                                            kind.name(),
                                                            ShellWords.path(folder.path()),
                                                            ExperimentOptions.asBefore(line))));
            return ExitCode.INTERRUPTED;
        } finally {
            BegunFolder.deleteIfEmpty(folder.path());
        }
    }

    private RunReport onItsOwn(Target target, RunRequest request) throws InterruptedException {
        return new Experiment(target, surroundings.console()::display).run(request);
    }

    /** What is to be looked at. */
    interface Pages<S> {
        /** Writes it, and gives the table for the terminal. */
        String of(S series);
    }

    private void tell(S series, SeriesFolder<S> folder, Pages<S> pages) {
        Console console = surroundings.console();
        String table = pages.of(series);
        console.out()
                .print(ExperimentOptions.isJson(line) ? ResultJson.text(series) + "\n" : table);
        console.err().println("results: " + folder.path());
    }
}

package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.experiment.Experiment;
import io.flinkvariance.experiment.RunRequest;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.kit.KitVersion;
import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.result.BegunFolder;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.smackdown.Smackdown;
import io.flinkvariance.smackdown.SmackdownExperiment;
import io.flinkvariance.smackdown.SmackdownFolder;
import io.flinkvariance.smackdown.SmackdownTable;
import io.flinkvariance.smackdown.Trial;
import io.flinkvariance.target.Target;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code smackdown}: the four scenarios on one Flink, beside each other and what was published. */
final class SmackdownCommand extends Command {
    /** Those of the published comparison. */
    private static final List<String> SCENARIOS =
            List.of("minimal-variance", "slight-straggler", "bad-straggler", "constant-straggler");

    private static final String REPEAT = "repeat";
    private static final String ROUTER = "router";
    private static final String RESUME = "resume";
    private static final String PARTITIONER = "stream.partitioner";
    private static final String EQUAL_SHARES = "rebalance";
    private static final int MOST_REPEATS = 100;

    private final Surroundings surroundings;

    SmackdownCommand(Surroundings surroundings) {
        super("smackdown", "run the four scenarios of the published comparison, and compare");
        this.surroundings = surroundings;
    }

    @Override
    Options options() {
        return ExperimentOptions.options()
                .addOption(
                        OptionValues.single(
                                ROUTER,
                                "a,b…",
                                "values of stream.partitioner to try (default rebalance)"))
                .addOption(
                        OptionValues.single(
                                REPEAT, "n", "how often to run each of them (default 1)"))
                .addOption(
                        OptionValues.single(
                                RESUME, "dir", "go on with the smackdown in that folder"));
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        KitHome kit = surroundings.kit().get();
        RunPlan plan =
                new RunPlan(Optional.empty(), Optional.empty(), ExperimentOptions.maxTime(line));
        Optional<SmackdownFolder> resumed = resumed(line);
        Smackdown begun = resumed.map(SmackdownFolder::read).orElseGet(() -> planned(line));
        // Refuses a scenario or router that is none, before anything is started or made.
        List<Scenario> scenarios =
                begun.trials().stream().map(trial -> scenario(trial, kit)).toList();
        Target target = new TargetOptions(surroundings).of(line, scenarios.get(0));
        SmackdownFolder folder = resumed.orElseGet(() -> made(line));
        RunFolder.requireWritable(folder.path());
        List<RunRequest> requests = requests(begun, scenarios, kit, plan, folder);
        return CtrlC.interrupts(() -> completeAndTell(line, target, begun, requests, folder, kit));
    }

    private SmackdownFolder made(CommandLine line) {
        return new SmackdownFolder(
                ExperimentOptions.newFolder(line, Instant.now(surroundings.clock()), "smackdown"));
    }

    private static Optional<SmackdownFolder> resumed(CommandLine line) {
        if (!line.hasOption(RESUME)) {
            return Optional.empty();
        }
        for (String option : List.of(ExperimentOptions.OUTPUT, ROUTER, REPEAT)) {
            if (line.hasOption(option)) {
                throw new UsageException(
                        "--%s: the smackdown that goes on has its own. Try: without it"
                                .formatted(option));
            }
        }
        return Optional.of(new SmackdownFolder(Path.of(line.getOptionValue(RESUME))));
    }

    private static Set<String> routers(CommandLine line) {
        return Arrays.stream(line.getOptionValue(ROUTER, EQUAL_SHARES).split(",", -1))
                .map(name -> OptionValues.partitioner(ROUTER, name.strip()).toString())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Smackdown planned(CommandLine line) {
        return Smackdown.of(
                Instant.now(surroundings.clock()),
                KitVersion.current(),
                SCENARIOS,
                routers(line),
                OptionValues.number(line, REPEAT, 1, 1, MOST_REPEATS),
                new SecureRandom());
    }

    private static Scenario scenario(Trial trial, KitHome kit) {
        return kit.scenario(trial.scenario(), Map.of(PARTITIONER, trial.router()))
                .withSeed(trial.seed());
    }

    private static List<RunRequest> requests(
            Smackdown begun,
            List<Scenario> scenarios,
            KitHome kit,
            RunPlan plan,
            SmackdownFolder folder) {
        PublishedFigures published = new PublishedFigures(kit);
        return IntStream.range(0, scenarios.size())
                .mapToObj(
                        index ->
                                new RunRequest(
                                        scenarios.get(index),
                                        plan,
                                        folder.path(),
                                        published.percentOfMinimal(
                                                begun.trials().get(index).scenario())))
                .toList();
    }

    private ExitCode completeAndTell(
            CommandLine line,
            Target target,
            Smackdown begun,
            List<RunRequest> requests,
            SmackdownFolder folder,
            KitHome kit) {
        Console console = surroundings.console();
        try {
            Smackdown smackdown =
                    new Experiment(target, console::display)
                            .onOneFlink(
                                    (runs, notes) ->
                                            new SmackdownExperiment(
                                                            folder,
                                                            trial ->
                                                                    runs.run(
                                                                            of(
                                                                                    trial, begun,
                                                                                    requests)),
                                                            notes)
                                                    .complete(begun));
            folder.writeReport(smackdown, new PublishedFigures(kit));
            console.out()
                    .print(
                            ExperimentOptions.isJson(line)
                                    ? ResultJson.text(smackdown) + "\n"
                                    : SmackdownTable.of(smackdown, new PublishedFigures(kit)));
            console.err().println("results: " + folder.path());
            return smackdown.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
        } catch (InterruptedException ctrlC) {
            // Told here, as the JVM ends with the work.
            console.err()
                    .println(
                            OwnCommands.after(line)
                                    .in(
                                            "interrupted. Try: deploy-tool smackdown --resume %s, which goes on"
                                                    .formatted(ShellWords.path(folder.path()))));
            return ExitCode.INTERRUPTED;
        } finally {
            BegunFolder.deleteIfEmpty(folder.path());
        }
    }

    private static RunRequest of(Trial trial, Smackdown begun, List<RunRequest> requests) {
        return requests.get(begun.trials().indexOf(trial));
    }
}

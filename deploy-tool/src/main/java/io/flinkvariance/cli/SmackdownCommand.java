package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.experiment.RunRequest;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.kit.KitVersion;
import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.series.SeriesExperiment;
import io.flinkvariance.series.SeriesFolder;
import io.flinkvariance.smackdown.Smackdown;
import io.flinkvariance.smackdown.SmackdownPage;
import io.flinkvariance.smackdown.SmackdownTable;
import io.flinkvariance.smackdown.Trial;
import io.flinkvariance.target.Target;
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
                .addOption(SeriesRuns.resume());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        KitHome kit = surroundings.kit().get();
        PublishedFigures published = new PublishedFigures(kit);
        RunPlan plan =
                new RunPlan(Optional.empty(), Optional.empty(), ExperimentOptions.maxTime(line));
        SeriesRuns<Smackdown> runs = new SeriesRuns<>(surroundings, line, Smackdown.KIND);
        Optional<SeriesFolder<Smackdown>> resumed = runs.resumed(ROUTER, REPEAT);
        Smackdown begun = resumed.map(SeriesFolder::read).orElseGet(() -> planned(line));
        // Refuses a scenario or router that is none, before anything is started or made.
        List<Scenario> scenarios =
                begun.trials().stream().map(trial -> scenario(trial, kit)).toList();
        Target target = new TargetOptions(surroundings).of(line, scenarios.get(0));
        SeriesFolder<Smackdown> folder = resumed.orElseGet(runs::newFolder);
        List<RunRequest> requests =
                IntStream.range(0, scenarios.size())
                        .mapToObj(
                                index ->
                                        new RunRequest(
                                                scenarios.get(index),
                                                plan,
                                                folder.path(),
                                                published.percentOfMinimal(
                                                        begun.trials().get(index).scenario())))
                        .toList();
        return CtrlC.interrupts(
                () ->
                        runs.complete(
                                target,
                                folder,
                                begun,
                                requests,
                                Map.of(),
                                SeriesExperiment.Comparison.none(),
                                smackdown -> {
                                    SmackdownPage.write(folder.path(), smackdown, published);
                                    return SmackdownTable.of(smackdown, published);
                                }));
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
}

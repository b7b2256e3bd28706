package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.experiment.RunRequest;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.kit.KitVersion;
import io.flinkvariance.remedies.Remedies;
import io.flinkvariance.remedies.RemediesComparison;
import io.flinkvariance.remedies.RemediesTable;
import io.flinkvariance.remedies.Remedy;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.series.SeriesFolder;
import io.flinkvariance.target.Target;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code remedies <scenario>}: what each knob does about its straggler, on one Flink. */
final class RemediesCommand extends Command {
    private static final String SET = "set";

    private final Surroundings surroundings;

    RemediesCommand(Surroundings surroundings) {
        super(
                "remedies",
                "try what could be done about a scenario's straggler, and compare",
                ScenarioOptions.ARGUMENT);
        this.surroundings = surroundings;
    }

    /** Those that go on have their scenario. */
    @Override
    boolean needsArguments() {
        return false;
    }

    @Override
    Options options() {
        return ExperimentOptions.options()
                .addOption(ScenarioOptions.set())
                .addOption(SeriesRuns.resume());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        KitHome kit = surroundings.kit().get();
        SeriesRuns<Remedies> runs = new SeriesRuns<>(surroundings, line, Remedies.KIND);
        requireOneScenario(line, runs.areResumed());
        Optional<SeriesFolder<Remedies>> resumed = runs.resumed(SET);
        Remedies begun = resumed.map(SeriesFolder::read).orElseGet(() -> planned(line, kit));
        // Refuses what is wrong with one of them before anything is started or made.
        List<Scenario> scenarios =
                begun.trials().stream()
                        .map(trial -> scenario(trial.remedy(), line, kit, resumed, begun))
                        .toList();
        Scenario widest =
                scenarios.stream().max(Comparator.comparingInt(Scenario::slots)).orElseThrow();
        Target target = new TargetOptions(surroundings).of(line, widest);
        Map<Integer, Target> elsewhere = elsewhere(line, begun, scenarios);
        SeriesFolder<Remedies> folder = resumed.orElseGet(runs::newFolder);
        if (!runs.areResumed()) {
            folder.write(begun.scenarioFile(), scenarios.get(0).toPropertiesText());
        }
        RunPlan plan =
                new RunPlan(Optional.empty(), Optional.empty(), ExperimentOptions.maxTime(line));
        List<RunRequest> requests =
                scenarios.stream()
                        .map(
                                scenario ->
                                        new RunRequest(
                                                ScenarioOptions.seeded(scenario),
                                                plan,
                                                folder.path(),
                                                OptionalDouble.empty()))
                        .toList();
        RemediesComparison comparison = new RemediesComparison(folder, begun);
        return CtrlC.interrupts(
                () ->
                        runs.complete(
                                target,
                                folder,
                                begun,
                                requests,
                                elsewhere,
                                comparison,
                                remedies -> {
                                    comparison.writePages(remedies);
                                    return RemediesTable.of(remedies);
                                }));
    }

    private static void requireOneScenario(CommandLine line, boolean areResumed) {
        if (!areResumed && line.getArgList().isEmpty()) {
            throw new UsageException(
                    "remedies: <%s> is missing. Try: deploy-tool help remedies"
                            .formatted(ScenarioOptions.ARGUMENT));
        }
        if (areResumed && !line.getArgList().isEmpty()) {
            throw new UsageException(
                    "%s: what goes on has its own scenario. Try: without it"
                            .formatted(line.getArgList().get(0)));
        }
    }

    private Remedies planned(CommandLine line, KitHome kit) {
        Scenario scenario = ScenarioOptions.scenario(line, kit);
        return Remedies.of(
                scenario.name(),
                Instant.now(surroundings.clock()),
                KitVersion.current(),
                Remedy.of(
                        scenario,
                        new TargetOptions(surroundings).of(line, scenario).choosableBuffers()));
    }

    /** A Flink for each trial that sets keys of it. */
    private Map<Integer, Target> elsewhere(
            CommandLine line, Remedies begun, List<Scenario> scenarios) {
        Map<Integer, Target> elsewhere = new HashMap<>();
        for (int index = 0; index < scenarios.size(); index++) {
            Map<String, String> flinkConf = begun.trials().get(index).remedy().flinkConf();
            if (!flinkConf.isEmpty()) {
                elsewhere.put(
                        index,
                        new TargetOptions(surroundings)
                                .with(flinkConf, line, scenarios.get(index)));
            }
        }
        return elsewhere;
    }

    /** Those that go on have the scenario with what the user replaced in it, in their folder. */
    private static Scenario scenario(
            Remedy remedy,
            CommandLine line,
            KitHome kit,
            Optional<SeriesFolder<Remedies>> resumed,
            Remedies begun) {
        return resumed.isPresent()
                ? kit.scenario(
                        resumed.get().path().resolve(begun.scenarioFile()).toString(),
                        remedy.over(Map.of()))
                : kit.scenario(
                        line.getArgList().get(0), remedy.over(ScenarioOptions.replaced(line)));
    }
}

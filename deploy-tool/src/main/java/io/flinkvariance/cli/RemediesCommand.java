package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.experiment.Experiment;
import io.flinkvariance.experiment.RunRequest;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.kit.KitVersion;
import io.flinkvariance.remedies.Remedies;
import io.flinkvariance.remedies.RemediesExperiment;
import io.flinkvariance.remedies.RemediesFolder;
import io.flinkvariance.remedies.RemediesTable;
import io.flinkvariance.remedies.Remedy;
import io.flinkvariance.result.BegunFolder;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.target.Target;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code remedies <scenario>}: what each knob does about its straggler, on one Flink. */
final class RemediesCommand extends Command {
    private final Surroundings surroundings;

    RemediesCommand(Surroundings surroundings) {
        super(
                "remedies",
                "try what could be done about a scenario's straggler, and compare",
                ScenarioOptions.ARGUMENT);
        this.surroundings = surroundings;
    }

    @Override
    Options options() {
        return ExperimentOptions.options().addOption(ScenarioOptions.set());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        KitHome kit = surroundings.kit().get();
        Scenario scenario = ScenarioOptions.scenario(line, kit);
        Map<Remedy, Scenario> scenarios = new LinkedHashMap<>();
        // Refuses what is wrong with one of them before anything is started.
        for (Remedy remedy : Remedy.of(scenario)) {
            scenarios.put(
                    remedy,
                    kit.scenario(
                            line.getArgList().get(0), remedy.over(ScenarioOptions.replaced(line))));
        }
        Scenario widest =
                scenarios.values().stream()
                        .max(Comparator.comparingInt(Scenario::slots))
                        .orElseThrow();
        Target target = new TargetOptions(surroundings).of(line, widest);
        Instant now = Instant.now(surroundings.clock());
        RemediesFolder folder =
                new RemediesFolder(ExperimentOptions.newFolder(line, now, "remedies"));
        Remedies planned =
                Remedies.of(
                        scenario.name(),
                        now,
                        KitVersion.current(),
                        List.copyOf(scenarios.keySet()));
        RunPlan plan =
                new RunPlan(Optional.empty(), Optional.empty(), ExperimentOptions.maxTime(line));
        return CtrlC.interrupts(
                () ->
                        completeAndTell(
                                line,
                                target,
                                planned,
                                folder,
                                remedy -> request(scenarios.get(remedy), plan, folder.path())));
    }

    private interface Requests {
        RunRequest of(Remedy remedy);
    }

    private static RunRequest request(Scenario scenario, RunPlan plan, Path output) {
        return new RunRequest(
                ScenarioOptions.seeded(scenario), plan, output, OptionalDouble.empty());
    }

    private ExitCode completeAndTell(
            CommandLine line,
            Target target,
            Remedies planned,
            RemediesFolder folder,
            Requests requests) {
        Console console = surroundings.console();
        try {
            RemediesExperiment.Ended ended =
                    new Experiment(target, console::display)
                            .onOneFlink(
                                    (runs, notes) ->
                                            new RemediesExperiment(
                                                            folder,
                                                            remedy -> runs.run(requests.of(remedy)),
                                                            notes)
                                                    .complete(planned));
            console.out()
                    .print(
                            ExperimentOptions.isJson(line)
                                    ? ResultJson.text(ended.remedies()) + "\n"
                                    : RemediesTable.of(ended.remedies()));
            console.err().println("results: " + folder.path());
            if (ended.isInterrupted()) {
                return ExitCode.INTERRUPTED;
            }
            return ended.remedies().isComplete() ? ExitCode.DONE : ExitCode.FAILED;
        } catch (InterruptedException ctrlC) {
            // Told here, as the JVM ends with the work.
            console.err().println("interrupted");
            return ExitCode.INTERRUPTED;
        } finally {
            BegunFolder.deleteIfEmpty(folder.path());
        }
    }
}

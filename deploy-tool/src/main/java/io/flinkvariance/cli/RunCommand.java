package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.experiment.Experiment;
import io.flinkvariance.experiment.RunRequest;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code run <scenario>}: runs it, measures it, and says what happened. */
final class RunCommand extends Command {

    private static final String DURATION = "duration";
    private static final String WARMUP = "warmup";

    private final Surroundings surroundings;

    RunCommand(Surroundings surroundings) {
        super("run", "run a scenario until it is measured", ScenarioOptions.ARGUMENT);
        this.surroundings = surroundings;
    }

    @Override
    Options options() {
        return ExperimentOptions.options()
                .addOption(ScenarioOptions.set())
                .addOption(
                        OptionValues.single(
                                DURATION,
                                "time",
                                "length of the measured window (default auto: until the 95"
                                        + " % interval is within ±2 % of the mean)"))
                .addOption(
                        OptionValues.single(
                                WARMUP,
                                "time",
                                "leave out that much at the beginning (default auto: find"
                                        + " the end of the transient)"))
                .addOption(RescaleOption.option())
                .addOption(KafkaRuns.config());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        RunPlan plan = plan(line);
        KitHome kit = surroundings.kit().get();
        Scenario scenario =
                KafkaRuns.withConfig(
                        line, ScenarioOptions.seeded(ScenarioOptions.scenario(line, kit)));
        OptionalInt rescaleTo = RescaleOption.of(line, scenario);
        Target target =
                new TargetOptions(surroundings).of(line, RescaleOption.widest(scenario, rescaleTo));
        RescaleOption.requireNoCrossCheck(target, rescaleTo);
        Path output = ExperimentOptions.output(line);
        RunFolder.requireWritable(output);
        OptionalDouble published =
                ScenarioOptions.isUnchanged(line, kit)
                        ? new PublishedFigures(kit).percentOfMinimal(scenario.name())
                        : OptionalDouble.empty();
        RunRequest request =
                new RunRequest(
                        RescaleOption.prepared(scenario, rescaleTo),
                        plan,
                        output,
                        published,
                        rescaleTo);
        return CtrlC.interrupts(() -> runAndTell(line, target, request));
    }

    private ExitCode runAndTell(CommandLine line, Target target, RunRequest request) {
        Console console = surroundings.console();
        try {
            return RunReportOutput.tell(
                    console,
                    OwnCommands.after(line),
                    new Experiment(target, console::display).run(request),
                    ExperimentOptions.isJson(line));
        } catch (InterruptedException ctrlC) {
            // Told here, as the JVM ends with the work.
            console.err().println("interrupted");
            return ExitCode.INTERRUPTED;
        }
    }

    private static RunPlan plan(CommandLine line) {
        RunPlan plan =
                new RunPlan(
                        OptionValues.timeOrAuto(line, DURATION),
                        OptionValues.timeOrAuto(line, WARMUP),
                        ExperimentOptions.maxTime(line));
        Duration least =
                plan.window().orElse(Duration.ZERO).plus(plan.warmup().orElse(Duration.ZERO));
        if (least.compareTo(plan.maxTime()) >= 0) {
            throw new UsageException(
                    "--%s and --%s take %d s together, and --%s ends the run after %d s. Try: a longer --%s"
                            .formatted(
                                    DURATION,
                                    WARMUP,
                                    least.toSeconds(),
                                    ExperimentOptions.MAX_TIME,
                                    plan.maxTime().toSeconds(),
                                    ExperimentOptions.MAX_TIME));
        }
        return plan;
    }
}

package io.flinkvariance.cli;

import io.flinkvariance.cluster.EmbeddedConfiguration;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.measure.SamplesCsv;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.SimulationResult;
import io.flinkvariance.result.SimulationTable;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.simulation.SimulatedJob;
import io.flinkvariance.simulation.SimulatedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code simulate <scenario>}: what a run would come to, by simulation instead of by waiting. */
final class SimulateCommand extends Command {
    private static final String PARALLELISM = "parallelism";
    private static final String PARALLELISM_KEY = "stream.parallelism";
    private static final String DURATION = "duration";
    private static final String SEED = "seed";
    private static final String REPEAT = "repeat";
    private static final String OUTPUT = "output";
    private static final String JSON = "json";

    private static final Duration USUAL_DURATION = Duration.ofSeconds(1000);
    private static final int MOST_RUNS = 1000;

    /** Of all runs; each takes up to fifty bytes of the few hundred megabytes that there are. */
    private static final long MOST_SUBTASK_SECONDS = 6_500_000;

    private final Surroundings surroundings;
    private final Console console;

    SimulateCommand(Surroundings surroundings) {
        super(
                "simulate",
                "simulate a scenario, buffer by buffer, in a fraction of its time",
                ScenarioOptions.ARGUMENT);
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    @Override
    Options options() {
        return ScenarioOptions.options()
                .addOption(
                        OptionValues.single(
                                PARALLELISM,
                                "n",
                                "subtasks, as --set "
                                        + PARALLELISM_KEY
                                        + "=<n> (default the"
                                        + " scenario's)"))
                .addOption(
                        OptionValues.single(
                                DURATION, "time", "simulated time of a run (default 1000s)"))
                .addOption(
                        OptionValues.single(
                                SEED,
                                "n",
                                "what all draws start from (default the scenario's own, else a new"
                                        + " one)"))
                .addOption(
                        OptionValues.single(
                                REPEAT, "n", "runs, each with draws of its own (default 1)"))
                .addOption(OvershootOption.option())
                .addOption(
                        OptionValues.single(
                                OUTPUT, "dir", "write each run's samples to <dir>/<seed>.csv"))
                .addOption(OptionValues.flag(JSON, "print JSON"));
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        Scenario scenario = scenario(line);
        EmbeddedConfiguration flink = ScenarioOptions.embedded(line, scenario);
        int repeat = OptionValues.number(line, REPEAT, 1, 1, MOST_RUNS);
        Duration duration = duration(line, scenario, repeat);
        long seed = OptionValues.wholeNumber(line, SEED).orElseGet(() -> seed(scenario));
        SleepOvershoot overshoot = OvershootOption.value(line, scenario);
        Optional<Path> output = Optional.ofNullable(line.getOptionValue(OUTPUT)).map(Path::of);
        output.ifPresent(SimulateCommand::makeFolder);
        SimulatedJob job = job(scenario, flink, overshoot, seed);
        List<SimulatedRun> runs =
                CtrlC.interrupts(() -> simulate(job.repeated(repeat), duration, output));
        SimulationResult result = SimulationResult.of(job, duration.toSeconds(), runs);
        console.out()
                .print(
                        line.hasOption(JSON)
                                ? ResultJson.text(result) + "\n"
                                : SimulationTable.of(result));
        for (SimulationResult.Run run : result.runs()) {
            if (run.steadyStateReason() != null) {
                throw new OperationFailedException(
                        "seed %d: not steady: %s. Try: a longer --duration"
                                .formatted(run.seed(), run.steadyStateReason()));
            }
        }
        return ExitCode.DONE;
    }

    private Scenario scenario(CommandLine line) {
        String parallelism = line.getOptionValue(PARALLELISM);
        return parallelism == null
                ? ScenarioOptions.scenario(line, surroundings.kit().get())
                : ScenarioOptions.scenario(
                        line, surroundings.kit().get(), PARALLELISM_KEY, parallelism);
    }

    private static Duration duration(CommandLine line, Scenario scenario, int runs) {
        Duration duration = OptionValues.time(line, DURATION, USUAL_DURATION);
        long most = MOST_SUBTASK_SECONDS / scenario.parallelism() / runs;
        if (duration.toSeconds() < 1 || duration.toSeconds() > most) {
            throw OptionValues.expected(
                    DURATION,
                    line.getOptionValue(DURATION, USUAL_DURATION.toSeconds() + "s"),
                    "1s to %ds, with %d subtasks in %s"
                            .formatted(
                                    most,
                                    scenario.parallelism(),
                                    runs == 1 ? "one run" : runs + " runs"));
        }
        return duration;
    }

    private static long seed(Scenario scenario) {
        return scenario.seed().orElseGet(() -> new SecureRandom().nextLong());
    }

    private static SimulatedJob job(
            Scenario scenario, EmbeddedConfiguration flink, SleepOvershoot overshoot, long seed) {
        try {
            return new SimulatedJob(
                    scenario, flink.buffers(), flink.taskManagers(), overshoot, seed);
        } catch (IllegalArgumentException unlimited) {
            throw new UsageException(unlimited.getMessage(), unlimited);
        }
    }

    private static List<SimulatedRun> simulate(
            List<SimulatedJob> jobs, Duration duration, Optional<Path> output)
            throws InterruptedException {
        List<SimulatedRun> runs = new ArrayList<>();
        for (SimulatedJob job : jobs) {
            SimulatedRun run = SimulatedRun.of(job, duration);
            output.ifPresent(folder -> write(run, folder));
            runs.add(run);
        }
        return runs;
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException impossible) {
            throw new UsageException(
                    "--output %s: not a folder that can be written to".formatted(folder),
                    impossible);
        }
    }

    private static void write(SimulatedRun run, Path folder) {
        Path file = folder.resolve(run.seed() + ".csv");
        List<String> lines = new ArrayList<>();
        lines.add(SamplesCsv.header(run.samples().samples().get(0)));
        run.samples().samples().forEach(sample -> lines.add(SamplesCsv.line(sample)));
        try {
            Files.write(file, lines);
        } catch (IOException unwritable) {
            throw new OperationFailedException(
                    "%s: cannot be written: %s".formatted(file, unwritable.getMessage()),
                    unwritable);
        }
    }
}

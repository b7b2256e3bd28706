package io.flinkvariance.cli;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.EmbeddedCluster;
import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.rest.ClusterOverview;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.result.Baseline;
import io.flinkvariance.result.ModelTable;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.ResultOfRun;
import io.flinkvariance.result.ResultTable;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.run.RunObserver;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.run.RunProgress;
import io.flinkvariance.run.ScenarioRun;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.terminal.ProgressDisplay;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code run <scenario>}: runs it, measures it, and says what happened. */
final class RunCommand implements Command {
    static final Duration DEFAULT_MAX_TIME = Duration.ofMinutes(10);

    private static final String TARGET = "target";
    private static final String DURATION = "duration";
    private static final String MAX_TIME = "max-time";
    private static final String WARMUP = "warmup";
    private static final String OUTPUT = "output";
    private static final String JSON = "json";

    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public String name() {
        return "run";
    }

    @Override
    public String summary() {
        return "run a scenario until it is measured";
    }

    @Override
    public List<String> arguments() {
        return List.of(ScenarioOptions.ARGUMENT);
    }

    @Override
    public Options options() {
        Options options =
                new Options()
                        .addOption(
                                OptionValues.single(
                                        TARGET,
                                        "kind",
                                        "where to run: embedded, a Flink in this process (default)"))
                        .addOption(
                                OptionValues.single(
                                        DURATION,
                                        "time",
                                        "length of the measured window (default auto: until the 95"
                                                + " % interval is within ±2 % of the mean)"))
                        .addOption(
                                OptionValues.single(
                                        MAX_TIME, "time", "give up after that (default 10m)"))
                        .addOption(
                                OptionValues.single(
                                        WARMUP,
                                        "time",
                                        "leave out that much at the beginning (default auto: find"
                                                + " the end of the transient)"));
        ScenarioOptions.options().getOptions().forEach(options::addOption);
        return options.addOption(
                        OptionValues.single(
                                OUTPUT,
                                "dir",
                                "folder to make results/ in (default the current folder)"))
                .addOption(
                        OptionValues.flag(
                                JSON,
                                "print the result as JSON, and nothing else, on standard output"));
    }

    @Override
    public ExitCode run(CommandLine line) throws InterruptedException {
        String target = line.getOptionValue(TARGET, EmbeddedCluster.TARGET);
        if (!target.equals(EmbeddedCluster.TARGET)) {
            throw OptionValues.expected(TARGET, target, EmbeddedCluster.TARGET);
        }
        RunPlan plan =
                new RunPlan(
                        OptionValues.timeOrAuto(line, DURATION),
                        OptionValues.timeOrAuto(line, WARMUP),
                        OptionValues.time(line, MAX_TIME, DEFAULT_MAX_TIME));
        KitHome kit = KitHome.locate();
        Scenario scenario = seeded(ScenarioOptions.scenario(line, kit));
        // Its only purpose here is to fail before anything is started.
        EmbeddedCluster.buffersWith(ScenarioOptions.flinkConf(line));
        Path output = Path.of(line.getOptionValue(OUTPUT, ""));
        RunFolder.requireWritable(output);
        OptionalDouble published =
                ScenarioOptions.isUnchanged(line, kit)
                        ? new PublishedFigures(kit).percentOfMinimal(scenario.name())
                        : OptionalDouble.empty();
        Job job =
                new Job(
                        scenario,
                        plan,
                        ScenarioOptions.taskManagers(line),
                        ScenarioOptions.flinkConf(line),
                        output,
                        published);
        return CtrlC.interrupts(() -> tell(execute(job), job, line.hasOption(JSON)));
    }

    /** What is to be run. */
    private record Job(
            Scenario scenario,
            RunPlan plan,
            int taskManagers,
            Map<String, String> flinkConf,
            Path output,
            OptionalDouble published) {}

    /** What came of it. */
    private record Report(RunResult result, RunOutcome outcome, RunFolder folder) {}

    /** Without a seed of its own a run gets one, so that it can be repeated. */
    private static Scenario seeded(Scenario scenario) {
        return scenario.seed().isPresent()
                ? scenario
                : scenario.withSeed(new SecureRandom().nextInt(Integer.MAX_VALUE));
    }

    private Report execute(Job job) throws InterruptedException {
        try (ScratchFolder scratch = ScratchFolder.create();
                ProgressDisplay display = console.display()) {
            display.note("starting an embedded Flink");
            try (Cluster cluster =
                    EmbeddedCluster.start(
                            job.taskManagers(),
                            job.scenario().parallelism(),
                            job.flinkConf(),
                            scratch.path())) {
                requireSlots(cluster, job.scenario());
                Report report = measure(job, cluster, display);
                report.folder().keep(scratch.log());
                report.folder().write(report.result());
                return report;
            }
        }
    }

    private static void requireSlots(Cluster cluster, Scenario scenario)
            throws InterruptedException {
        ClusterOverview overview = new FlinkRest(cluster.restAddress()).overview();
        if (overview.slotsAvailable() < scenario.parallelism()) {
            throw new ClusterStateException(
                    ("[%s] %s needs %d free slots, one for each subtask: there are %d of %d."
                                    + " Try: --set stream.parallelism=%d, or more slots")
                            .formatted(
                                    cluster.restAddress().getAuthority(),
                                    scenario.name(),
                                    scenario.parallelism(),
                                    overview.slotsAvailable(),
                                    overview.slotsTotal(),
                                    Math.max(1, overview.slotsAvailable())));
        }
    }

    private static Report measure(Job job, Cluster cluster, ProgressDisplay display)
            throws InterruptedException {
        Scenario scenario = job.scenario();
        ThroughputModel model =
                ThroughputModel.of(
                        scenario,
                        SleepOvershoot.measure(scenario),
                        cluster.buffers(),
                        cluster.taskManagers());
        display.note(scenario.name() + " on " + cluster.description());
        display.note(ModelTable.prediction(model));
        RunFolder folder =
                RunFolder.create(job.output(), Instant.now(), scenario, cluster.target());
        RunOutcome outcome =
                new ScenarioRun(cluster, scenario, model, job.plan(), observer(folder, display))
                        .execute();
        Optional<Baseline> baseline =
                Baseline.find(RunFolder.resultsBelow(job.output()), scenario, cluster);
        RunResult result =
                ResultOfRun.of(scenario, cluster, model, outcome, baseline, job.published());
        return new Report(result, outcome, folder);
    }

    private static RunObserver observer(RunFolder folder, ProgressDisplay display) {
        return new RunObserver() {
            @Override
            public void sampled(List<Sample> samples) {
                folder.append(samples);
            }

            @Override
            public void progressed(RunProgress progress) {
                display.progress(progress);
            }
        };
    }

    private ExitCode tell(Report report, Job job, boolean json) {
        RunResult result = report.result();
        if (json) {
            console.out().println(ResultJson.text(result));
        } else if (result.steadyState() || result.delivery() != null) {
            console.out().print(ResultTable.of(result));
        }
        console.err().println("results: " + report.folder().path());
        switch (report.outcome().end()) {
            case INTERRUPTED -> {
                console.err().println("interrupted; the job is cancelled");
                return ExitCode.INTERRUPTED;
            }
            case FAILED -> {
                console.err().println(report.outcome().failure());
                return ExitCode.FAILED;
            }
            default -> {
                if (result.isSuccess()) {
                    return ExitCode.DONE;
                }
                console.err().println(notMeasured(result, job.plan()));
                return ExitCode.FAILED;
            }
        }
    }

    private static String notMeasured(RunResult result, RunPlan plan) {
        if (result.delivery() != null) {
            return result.scenario() + ": the records were not all delivered exactly once";
        }
        if (!result.steadyState()) {
            return "%s: no steady state after %d s, so no result: %s. Try: a longer --max-time, or smaller buffers"
                    .formatted(
                            result.scenario(),
                            plan.maxTime().toSeconds(),
                            result.steadyStateReason());
        }
        return String.format(
                Locale.ROOT,
                "%s: gave up after %d s: the window is %.0f s long and the 95 %% interval ±%.1f %%;"
                        + " the figure holds, with that interval. Try: a longer --max-time",
                result.scenario(),
                plan.maxTime().toSeconds(),
                result.throughput().windowSeconds(),
                100 * result.throughput().ci95() / result.throughput().mean());
    }
}

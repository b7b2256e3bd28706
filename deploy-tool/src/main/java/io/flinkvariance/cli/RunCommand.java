package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.cluster.EmbeddedCluster;
import io.flinkvariance.cluster.LocalFlink;
import io.flinkvariance.cluster.StandaloneCluster;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Scenario;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code run <scenario>}: runs it, measures it, and says what happened. */
final class RunCommand extends Command {

    private static final String TARGET = "target";
    private static final String DURATION = "duration";
    private static final String MAX_TIME = "max-time";
    private static final String WARMUP = "warmup";
    private static final String OUTPUT = "output";
    private static final String JSON = "json";

    private final Console console;

    RunCommand(Console console) {
        super("run", "run a scenario until it is measured", ScenarioOptions.ARGUMENT);
        this.console = console;
    }

    @Override
    Options options() {
        Options options =
                new Options()
                        .addOption(
                                OptionValues.single(
                                        TARGET,
                                        "kind",
                                        "where to run: embedded, a Flink in this process; local, one that"
                                                + " is installed on this machine; or cluster (default"
                                                + " cluster if conf/cluster.properties exists, else"
                                                + " embedded)"))
                        .addOption(ScenarioOptions.flinkHome())
                        .addOption(ClusterOptions.option())
                        .addOption(MetricsOptions.metrics())
                        .addOption(MetricsOptions.influxDb())
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
    ExitCode run(CommandLine line) throws InterruptedException {
        RunPlan plan = plan(line);
        KitHome kit = KitHome.locate();
        Scenario scenario = seeded(ScenarioOptions.scenario(line, kit));
        Place place = place(line, kit, scenario);
        Path output = Path.of(line.getOptionValue(OUTPUT, ""));
        RunFolder.requireWritable(output);
        OptionalDouble published =
                ScenarioOptions.isUnchanged(line, kit)
                        ? new PublishedFigures(kit).percentOfMinimal(scenario.name())
                        : OptionalDouble.empty();
        RunRequest request =
                new RunRequest(scenario, plan, place.cluster(), output, published, place.metrics());
        return CtrlC.interrupts(() -> runAndTell(request, line.hasOption(JSON)));
    }

    /** Where a run takes place, and what its counters are cross-checked with. */
    private record Place(ClusterSource cluster, Optional<MetricsSource> metrics) {}

    private static Place place(CommandLine line, KitHome kit, Scenario scenario) {
        String otherwise =
                ClusterOptions.isThere(line, kit)
                        ? StandaloneCluster.TARGET
                        : EmbeddedCluster.TARGET;
        String target = line.getOptionValue(TARGET, otherwise);
        return switch (target) {
            case EmbeddedCluster.TARGET -> {
                ScenarioOptions.refuseFlinkHome(line);
                yield new Place(
                        ScenarioOptions.source(line, scenario, MetricsOptions.address(line)),
                        MetricsOptions.here(line));
            }
            case LocalFlink.TARGET ->
                    new Place(
                            ScenarioOptions.localSource(
                                    line, scenario, MetricsOptions.address(line)),
                            MetricsOptions.here(line));
            case StandaloneCluster.TARGET -> {
                ScenarioOptions.refuseFlinkHome(line);
                ScenarioOptions.refuseSettings(line);
                ClusterProperties properties = ClusterOptions.properties(line, kit);
                yield new Place(
                        ClusterOptions.source(properties), MetricsOptions.behind(line, properties));
            }
            default ->
                    throw OptionValues.expected(
                            TARGET,
                            target,
                            "%s, %s or %s"
                                    .formatted(
                                            EmbeddedCluster.TARGET,
                                            LocalFlink.TARGET,
                                            StandaloneCluster.TARGET));
        };
    }

    private ExitCode runAndTell(RunRequest request, boolean json) {
        try {
            return new RunExecution(console).execute(request).tell(console, json);
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
                        OptionValues.time(line, MAX_TIME, RunPlan.DEFAULT_MAX_TIME));
        Duration least =
                plan.window().orElse(Duration.ZERO).plus(plan.warmup().orElse(Duration.ZERO));
        if (least.compareTo(plan.maxTime()) >= 0) {
            throw new UsageException(
                    "--%s and --%s take %d s together, and --%s ends the run after %d s. Try: a longer --%s"
                            .formatted(
                                    DURATION,
                                    WARMUP,
                                    least.toSeconds(),
                                    MAX_TIME,
                                    plan.maxTime().toSeconds(),
                                    MAX_TIME));
        }
        return plan;
    }

    /** Without a seed of its own a run gets one, so that it can be repeated. */
    private static Scenario seeded(Scenario scenario) {
        return scenario.seed().isPresent()
                ? scenario
                : scenario.withSeed(new SecureRandom().nextInt(Integer.MAX_VALUE));
    }
}

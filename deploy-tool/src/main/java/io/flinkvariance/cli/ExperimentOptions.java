package io.flinkvariance.cli;

import io.flinkvariance.result.RunFolder;
import io.flinkvariance.run.RunPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** What commands that make runs have in common: on which Flink, for how long, and to where. */
final class ExperimentOptions {
    static final String MAX_TIME = "max-time";
    static final String OUTPUT = "output";

    private static final String JSON = "json";
    private static final Set<String> OF_THE_PLAN_OR_PRINTED =
            Set.of(MAX_TIME, OUTPUT, JSON, ClusterOptions.CLUSTER);

    private ExperimentOptions() {}

    static Options options() {
        return new Options()
                .addOption(TargetOptions.target())
                .addOption(TargetOptions.flinkHome())
                .addOption(ScenarioOptions.workersOption())
                .addOption(ScenarioOptions.flinkConf())
                .addOption(ScenarioOptions.anyFlinkConf())
                .addOption(ClusterOptions.option())
                .addOption(YarnOptions.option())
                .addOption(MetricsOptions.metrics())
                .addOption(MetricsOptions.influxDb())
                .addOption(
                        OptionValues.single(
                                MAX_TIME, "time", "give a run up after that (default 10m)"))
                .addOption(
                        OptionValues.single(
                                OUTPUT,
                                "dir",
                                "folder to make results/ in (default the current folder)"))
                .addOption(json());
    }

    /** That of every command that ends with a result. */
    static Option json() {
        return OptionValues.flag(
                JSON, "print the result as JSON, and nothing else, on standard output");
    }

    static Duration maxTime(CommandLine line) {
        return OptionValues.time(line, MAX_TIME, RunPlan.DEFAULT_MAX_TIME);
    }

    /** The folder that {@code results/} is made in. */
    static Path output(CommandLine line) {
        return Path.of(line.getOptionValue(OUTPUT, ""));
    }

    /** Makes the folder of an experiment of several runs, by its beginning and its kind. */
    static Path newFolder(CommandLine line, Instant begun, String kind) {
        RunFolder.requireWritable(output(line));
        return RunFolder.createForExperiment(output(line), begun, kind);
    }

    /**
     * The options of a line that say on which Flink, as words before a command's end; without their
     * values, of which one may be a secret. A cluster's file is named by {@link OwnCommands}.
     */
    static String asBefore(CommandLine line) {
        Options ofRuns = options();
        String names =
                Arrays.stream(line.getOptions())
                        .map(Option::getLongOpt)
                        .filter(ofRuns::hasLongOption)
                        .filter(name -> !OF_THE_PLAN_OR_PRINTED.contains(name))
                        .distinct()
                        .map(name -> "--" + name)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " with " + names + " as before";
    }

    static boolean isJson(CommandLine line) {
        return line.hasOption(JSON);
    }
}

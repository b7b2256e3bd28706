package io.flinkvariance.cli;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.cluster.StandaloneCluster;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.UnfinishedRuns;
import io.flinkvariance.run.RunRecord;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.terminal.ProgressDisplay;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code attach [job]}: takes a run up again whose tool was killed, or lost its cluster. */
final class AttachCommand extends Command {
    private static final String OUTPUT = "output";
    private static final String JSON = "json";

    private final Console console;

    AttachCommand(Console console) {
        super(
                "attach",
                "take a run up again; without a job's id, the newest that is unfinished",
                "job");
        this.console = console;
    }

    @Override
    boolean needsArguments() {
        return false;
    }

    @Override
    Options options() {
        return new Options()
                .addOption(ClusterOptions.option())
                .addOption(
                        OptionValues.single(
                                OUTPUT,
                                "dir",
                                "folder that results/ is in (default the current folder)"))
                .addOption(
                        OptionValues.flag(
                                JSON,
                                "print the result as JSON, and nothing else, on standard output"));
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        KitHome kit = KitHome.locate();
        ClusterProperties properties = ClusterOptions.properties(line, kit);
        Path output = Path.of(line.getOptionValue(OUTPUT, ""));
        RunFolder.requireWritable(output);
        return CtrlC.interrupts(
                () -> attach(line, kit, properties, output).tell(console, line.hasOption(JSON)));
    }

    private RunReport attach(
            CommandLine line, KitHome kit, ClusterProperties properties, Path output)
            throws InterruptedException {
        Optional<MetricsSource> metrics = MetricsOptions.behind(properties);
        StandaloneCluster cluster = ClusterOptions.running(properties, console.err()::println);
        try {
            AttachedRun run = attachedRun(line, cluster, output);
            Scenario scenario =
                    kit.scenario(
                            run.folder().file(run.record().scenario() + ".properties").toString(),
                            Map.of());
            RunRequest request =
                    new RunRequest(
                            scenario,
                            run.record().plan(),
                            connected(cluster),
                            output,
                            published(kit, scenario),
                            metrics);
            return new RunExecution(console).resume(request, run);
        } finally {
            cluster.close();
        }
    }

    private static AttachedRun attachedRun(CommandLine line, StandaloneCluster cluster, Path output)
            throws InterruptedException {
        Path results = RunFolder.resultsBelow(output);
        Optional<String> job = line.getArgList().stream().findFirst();
        Optional<RunFolder> folder =
                job.isPresent()
                        ? UnfinishedRuns.ofJob(results, job.get())
                        : UnfinishedRuns.newest(results, cluster.target());
        if (folder.isPresent()) {
            RunRecord record = folder.get().record();
            return new AttachedRun(folder.get(), record, folder.get().runInProgress());
        }
        return ForeignRun.of(cluster, job, output);
    }

    /** The figure of 2019 is for the scenario as it stands in the kit. */
    private static OptionalDouble published(KitHome kit, Scenario scenario) {
        boolean isUnchanged =
                kit.has(scenario.name())
                        && unseeded(kit.scenario(scenario.name(), Map.of()))
                                .equals(unseeded(scenario));
        return isUnchanged
                ? new PublishedFigures(kit).percentOfMinimal(scenario.name())
                : OptionalDouble.empty();
    }

    private static Map<String, String> unseeded(Scenario scenario) {
        Map<String, String> properties = new HashMap<>(scenario.properties());
        properties.remove("random.seed");
        return properties;
    }

    private static ClusterSource connected(StandaloneCluster cluster) {
        return new ClusterSource() {
            @Override
            public boolean isHere() {
                return false;
            }

            @Override
            public Cluster open(Path scratch, ProgressDisplay display) {
                return cluster;
            }
        };
    }
}

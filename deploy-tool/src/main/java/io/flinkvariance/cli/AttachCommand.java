package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.experiment.AbandonedRuns;
import io.flinkvariance.experiment.Experiment;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.target.AttachedYarnTarget;
import io.flinkvariance.target.Target;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code attach [job]}: takes a run up again whose tool was killed, or lost its cluster. */
final class AttachCommand extends Command {
    private final Surroundings surroundings;

    AttachCommand(Surroundings surroundings) {
        super(
                "attach",
                "take a run up again; without a job's id, the newest that is unfinished",
                "job");
        this.surroundings = surroundings;
    }

    @Override
    boolean needsArguments() {
        return false;
    }

    @Override
    Options options() {
        return new Options()
                .addOption(BegunRuns.target())
                .addOption(ClusterOptions.option())
                .addOption(YarnOptions.option())
                .addOption(StoredRunOptions.output())
                .addOption(ExperimentOptions.json());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        Path output = ExperimentOptions.output(line);
        Target target = target(line, output);
        RunFolder.requireWritable(output);
        AbandonedRuns runs = new AbandonedRuns(surroundings.kit().get(), output);
        Optional<String> job = line.getArgList().stream().findFirst();
        Console console = surroundings.console();
        return CtrlC.interrupts(
                () ->
                        RunReportOutput.tell(
                                console,
                                OwnCommands.after(line),
                                new Experiment(target, console::display).takeUp(job, runs),
                                ExperimentOptions.isJson(line)));
    }

    private Target target(CommandLine line, Path output) {
        BegunRuns begun = new BegunRuns(output);
        if (begun.isOnYarn(line)) {
            return new AttachedYarnTarget(
                    YarnOptions.properties(line, surroundings),
                    surroundings.jobJar().get(),
                    surroundings.hosts(),
                    begun.job(line));
        }
        ClusterProperties properties = ClusterOptions.properties(line, surroundings);
        return ClusterOptions.running(properties, surroundings, MetricsOptions.behind(properties));
    }
}

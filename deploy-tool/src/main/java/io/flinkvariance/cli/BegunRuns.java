package io.flinkvariance.cli;

import io.flinkvariance.cluster.StandaloneCluster;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.UnfinishedRuns;
import io.flinkvariance.yarn.YarnCluster;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/**
 * On what kind of Flink a run was begun that a command takes up or ends.
 *
 * @param output the folder that {@code results/} is in
 */
record BegunRuns(Path output) {
    private static final String TARGET = "target";

    static Option target() {
        return OptionValues.single(
                TARGET,
                StandaloneCluster.TARGET + "|" + YarnCluster.TARGET,
                "where the run was begun (default that of the unfinished run in results/, or cluster)");
    }

    /** Whether the options mean YARN, or the run that they mean was begun there. */
    boolean isOnYarn(CommandLine line) {
        if (!line.hasOption(TARGET)) {
            return !line.hasOption(ClusterOptions.CLUSTER)
                    && (line.hasOption(YarnOptions.YARN)
                            || unfinished(line)
                                    .map(run -> run.record().target())
                                    .filter(YarnCluster.TARGET::equals)
                                    .isPresent());
        }
        String target = line.getOptionValue(TARGET);
        return switch (target) {
            case StandaloneCluster.TARGET -> false;
            case YarnCluster.TARGET -> true;
            default -> throw OptionValues.expected(TARGET, target, "cluster or yarn");
        };
    }

    /** The job that is named, or that of the newest run on YARN that is unfinished. */
    Optional<String> job(CommandLine line) {
        return named(line)
                .or(
                        () ->
                                UnfinishedRuns.newest(
                                                RunFolder.resultsBelow(output), YarnCluster.TARGET)
                                        .map(run -> run.record().jobId()));
    }

    static Optional<String> named(CommandLine line) {
        return line.getArgList().stream().findFirst();
    }

    private Optional<RunFolder> unfinished(CommandLine line) {
        Path results = RunFolder.resultsBelow(output);
        return named(line).isPresent()
                ? UnfinishedRuns.ofJob(results, named(line).get())
                : UnfinishedRuns.in(results).stream().findFirst();
    }
}

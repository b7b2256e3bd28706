package io.flinkvariance.report;

import io.flinkvariance.cluster.EmbeddedCluster;
import io.flinkvariance.cluster.LocalCluster;
import io.flinkvariance.cluster.StandaloneCluster;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import io.flinkvariance.yarn.YarnCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What to type to have a stored run again, with the same draws. */
final class RepeatCommand {
    private RepeatCommand() {}

    /**
     * The command line, for a shell in the kit's folder. The scenario's file in the run's folder
     * has its seed, and all that {@code --set} changed.
     */
    static String of(StoredRun run) {
        RunResult result = run.result();
        String file = ShellWords.path(run.folder().resolve(result.scenario() + ".properties"));
        List<String> words = new ArrayList<>();
        words.add("--target");
        words.add(result.cluster().target());
        if (result.cluster().target().equals(LocalCluster.TARGET)) {
            words.addAll(List.of("--flink-home", "flink-" + result.cluster().flinkVersion()));
        }
        if (!result.cluster().target().equals(StandaloneCluster.TARGET)) {
            if (!result.cluster().target().equals(YarnCluster.TARGET)) {
                words.addAll(
                        List.of("--workers", Integer.toString(result.cluster().taskManagers())));
            }
            result.cluster()
                    .flinkConf()
                    .forEach(
                            (key, value) ->
                                    words.addAll(List.of("--flink-conf", key + "=" + value)));
        }
        if (result.rescaling() != null) {
            // The file has the parallelism that it ended with.
            words.addAll(
                    List.of(
                            "--set",
                            "stream.parallelism=" + result.rescaling().fromParallelism(),
                            "--rescale",
                            Integer.toString(result.rescaling().toParallelism())));
        }
        addTime(words, "--duration", result.plan().durationSeconds());
        addTime(words, "--warmup", result.plan().warmupSeconds());
        addTime(words, "--max-time", result.plan().maxTimeSeconds());
        return "bin/deploy-tool run " + file + " " + ShellWords.join(words);
    }

    /** What has to be the same beside the command; empty where nothing else matters. */
    static String condition(RunResult result) {
        return switch (result.cluster().target()) {
            case EmbeddedCluster.TARGET -> "";
            case LocalCluster.TARGET ->
                    "--flink-home is the folder of the Flink %s that the run was on."
                            .formatted(result.cluster().flinkVersion());
            case YarnCluster.TARGET ->
                    "conf/yarn.properties has to name a Hadoop cluster, with containers that give %d TaskManager%s."
                            .formatted(
                                    result.cluster().taskManagers(),
                                    result.cluster().taskManagers() == 1 ? "" : "s");
            default ->
                    "conf/cluster.properties has to name a cluster of %d TaskManagers with the settings below."
                            .formatted(result.cluster().taskManagers());
        };
    }

    private static void addTime(List<String> words, String option, Double seconds) {
        if (seconds != null) {
            words.add(option);
            words.add(String.format(Locale.ROOT, "%dms", Math.round(1000 * seconds)));
        }
    }
}

package io.flinkvariance.experiment;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.UnfinishedRuns;
import io.flinkvariance.run.RunRecord;
import io.flinkvariance.scenario.Scenario;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Runs whose tool was killed, or lost its cluster, while their job goes on.
 *
 * @param kit whose scenarios have published figures
 * @param output the folder that {@code results/} is in
 */
public record AbandonedRuns(KitHome kit, Path output) {

    /** The run of a job, or the newest; one that began on another machine gets a folder here. */
    AttachedRun find(Cluster cluster, Optional<String> jobId) throws InterruptedException {
        Path results = RunFolder.resultsBelow(output);
        Optional<RunFolder> folder =
                jobId.isPresent()
                        ? UnfinishedRuns.ofJob(results, jobId.get())
                        : UnfinishedRuns.newest(results, cluster.target());
        if (folder.isPresent()) {
            RunRecord record = folder.get().record();
            return new AttachedRun(folder.get(), record, folder.get().runInProgress());
        }
        return ForeignRun.of(cluster, jobId, output);
    }

    /** What was asked for when the run began. */
    RunRequest request(AttachedRun run) {
        Scenario scenario =
                kit.scenario(
                        run.folder().file(run.record().scenario() + ".properties").toString(),
                        Map.of());
        return new RunRequest(scenario, run.record().plan(), output, published(scenario));
    }

    /** The figure of 2019 is for the scenario as it stands in the kit. */
    private OptionalDouble published(Scenario scenario) {
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
}

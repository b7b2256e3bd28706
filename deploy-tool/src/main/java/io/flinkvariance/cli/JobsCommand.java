package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.cluster.JobStore;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.rest.JobSummary;
import io.flinkvariance.result.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code jobs}: what runs on the cluster, and what ran lately. */
final class JobsCommand extends Command {
    private final Surroundings surroundings;
    private final Console console;

    JobsCommand(Surroundings surroundings) {
        super("jobs", "list the jobs of a cluster");
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    @Override
    Options options() {
        return new Options().addOption(ClusterOptions.option());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        try (ClusterConnection cluster = ClusterOptions.connect(line, surroundings)) {
            cluster.requireUp();
            Set<String> ours = new JobStore(cluster.host()).jobIds();
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("job", "name", "state", "for", "tasks", "submitted by"));
            for (JobSummary job : cluster.rest().jobs()) {
                rows.add(
                        List.of(
                                job.id(),
                                job.name(),
                                job.state(),
                                duration(job.duration()),
                                Integer.toString(job.tasks()),
                                ours.contains(job.id()) ? "deploy-tool" : "others"));
            }
            console.out().print(TextTable.of(rows));
            return ExitCode.DONE;
        }
    }

    private static String duration(Duration duration) {
        return "%d:%02d:%02d"
                .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
}

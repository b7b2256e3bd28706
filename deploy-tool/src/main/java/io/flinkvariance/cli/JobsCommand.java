package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.cluster.JobStore;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.Host;
import io.flinkvariance.rest.JobSummary;
import io.flinkvariance.result.TextTable;
import io.flinkvariance.yarn.RunningSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code jobs}: what runs on the cluster or in sessions on YARN, and what ran lately. */
final class JobsCommand extends Command {
    private final Surroundings surroundings;
    private final Console console;

    JobsCommand(Surroundings surroundings) {
        super("jobs", "list the jobs of a cluster, or those on YARN");
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    @Override
    Options options() {
        return new Options()
                .addOption(BegunRuns.target())
                .addOption(ClusterOptions.option())
                .addOption(YarnOptions.option());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        console.out()
                .print(
                        TextTable.of(
                                new BegunRuns(Path.of("")).isOnYarn(line)
                                        ? ofSessions(line)
                                        : ofCluster(line)));
        return ExitCode.DONE;
    }

    private List<List<String>> ofCluster(CommandLine line) throws InterruptedException {
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
            return rows;
        }
    }

    /** A session that has no job has a line all the same: it is there to be ended. */
    private List<List<String>> ofSessions(CommandLine line) throws InterruptedException {
        YarnProperties properties = YarnOptions.properties(line, surroundings);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("session", "on YARN", "job", "name", "state", "for", "tasks"));
        try (Host master = surroundings.hosts().apply(properties.ssh())) {
            for (RunningSessions.Jobs session : new RunningSessions(master, properties).all()) {
                if (session.jobs().isEmpty()) {
                    rows.add(List.of(session.name(), session.state(), "none", "", "", "", ""));
                }
                for (JobSummary job : session.jobs()) {
                    rows.add(
                            List.of(
                                    session.name(),
                                    session.state(),
                                    job.id(),
                                    job.name(),
                                    job.state(),
                                    duration(job.duration()),
                                    Integer.toString(job.tasks())));
                }
            }
        }
        return rows;
    }

    private static String duration(Duration duration) {
        return "%d:%02d:%02d"
                .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
}

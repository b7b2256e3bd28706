package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.cluster.JobStore;
import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.Host;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.JobSummary;
import io.flinkvariance.time.Deadline;
import io.flinkvariance.yarn.RunningSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code cancel [job]}: ends jobs, those of this tool unless others are named. */
final class CancelCommand extends Command {
    private static final String ALL = "all";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Surroundings surroundings;
    private final Console console;

    CancelCommand(Surroundings surroundings) {
        super("cancel", "end a job; without its id, the only one of this tool", "job");
        this.surroundings = surroundings;
        this.console = surroundings.console();
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
                .addOption(OptionValues.flag(ALL, "end all jobs of this tool"));
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        if (line.hasOption(ALL) && !line.getArgList().isEmpty()) {
            throw new UsageException("cancel: either a <job> or --all");
        }
        if (new BegunRuns(Path.of("")).isOnYarn(line)) {
            YarnProperties properties = YarnOptions.properties(line, surroundings);
            try (Host master = surroundings.hosts().apply(properties.ssh())) {
                new RunningSessions(master, properties)
                        .end(BegunRuns.named(line), line.hasOption(ALL), console.err()::println);
                return ExitCode.DONE;
            }
        }
        try (ClusterConnection cluster = ClusterOptions.connect(line, surroundings)) {
            cluster.requireUp();
            for (JobSummary job : chosen(cluster, line)) {
                cancel(cluster, job);
                console.err()
                        .println(
                                "[%s] %s %s is cancelled"
                                        .formatted(cluster.name(), job.name(), job.id()));
            }
            return ExitCode.DONE;
        }
    }

    private static List<JobSummary> chosen(ClusterConnection cluster, CommandLine line)
            throws InterruptedException {
        List<JobSummary> active =
                cluster.rest().jobs().stream().filter(job -> !job.hasEnded()).toList();
        if (!line.getArgList().isEmpty()) {
            String id = line.getArgList().get(0);
            List<JobSummary> named = active.stream().filter(job -> job.id().equals(id)).toList();
            if (named.isEmpty()) {
                throw new ClusterStateException(
                        "[%s] cancel: no job %s runs. Try: deploy-tool jobs"
                                .formatted(cluster.name(), id));
            }
            return named;
        }
        Set<String> ours = new JobStore(cluster.host()).jobIds();
        List<JobSummary> candidates =
                active.stream().filter(job -> ours.contains(job.id())).toList();
        if (candidates.isEmpty()) {
            throw new ClusterStateException(
                    "[%s] cancel: no job of this tool runs. Try: deploy-tool jobs"
                            .formatted(cluster.name()));
        }
        if (candidates.size() > 1 && !line.hasOption(ALL)) {
            throw new UsageException(
                    "cancel: several jobs run: %s. Try: one of their ids, or --all"
                            .formatted(
                                    candidates.stream()
                                            .map(job -> job.name() + " " + job.id())
                                            .collect(Collectors.joining(", "))));
        }
        return candidates;
    }

    private static void cancel(ClusterConnection cluster, JobSummary job)
            throws InterruptedException {
        FlinkRest rest = cluster.rest();
        rest.cancel(job.id());
        Deadline deadline = Deadline.in(TIMEOUT);
        while (!rest.job(job.id()).state().hasEnded()) {
            if (deadline.isOver()) {
                throw new OperationFailedException(
                        "[%s] cancelling job %s: still there after %d s. Try: deploy-tool cluster logs"
                                .formatted(cluster.name(), job.id(), TIMEOUT.toSeconds()));
            }
            deadline.pause(PAUSE);
        }
    }
}

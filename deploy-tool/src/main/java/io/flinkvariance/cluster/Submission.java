package io.flinkvariance.cluster;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.job.VarianceJob;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.JobSummary;
import io.flinkvariance.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hands a pushed job to the JobManager, once.
 *
 * <p>Through REST, as {@code flink run} starts a JVM first. The id is the tool's own choice, so
 * that after a lost connection one can ask whether the job is there.
 */
final class Submission {
    private static final Duration LOST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration WITHDRAW_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration SCRIPT_TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");

    private final ClusterConnection connection;
    private final FlinkRest rest;

    Submission(ClusterConnection connection) {
        this.connection = connection;
        this.rest = connection.rest();
    }

    /**
     * Submits; the id of the job, which is the proposed one wherever REST took the job.
     *
     * @param savepoint what the job is to be restored from, if from anything
     */
    String submit(PushedJob job, String proposedId, Optional<String> savepoint)
            throws InterruptedException {
        return job.jarId().isPresent()
                ? byRest(job, proposedId, savepoint)
                : byScript(job, savepoint);
    }

    private String byRest(PushedJob job, String jobId, Optional<String> savepoint)
            throws InterruptedException {
        try {
            return run(job, jobId, savepoint);
        } catch (UnreachableException lost) {
            return afterLoss(job, jobId, savepoint);
        }
    }

    private String run(PushedJob job, String jobId, Optional<String> savepoint)
            throws InterruptedException {
        return rest.runJar(
                job.jarId().orElseThrow(),
                VarianceJob.class.getName(),
                List.of("--properties", job.scenario()),
                jobId,
                savepoint);
    }

    /** Submits again only if the JobManager, asked, does not know the job. */
    private String afterLoss(PushedJob job, String jobId, Optional<String> savepoint)
            throws InterruptedException {
        Deadline deadline = Deadline.in(LOST_TIMEOUT);
        while (true) {
            try {
                // The first request may still be on its way through the JobManager.
                deadline.pause(PAUSE);
                if (rest.jobs().stream().map(JobSummary::id).anyMatch(jobId::equals)) {
                    return jobId;
                }
                return run(job, jobId, savepoint);
            } catch (UnreachableException still) {
                if (deadline.isOver()) {
                    throw new UnreachableException(
                            "[%s] submitting job %s: %s; whether it was taken is not known. Try: deploy-tool jobs"
                                    .formatted(connection.name(), jobId, still.getMessage()),
                            still);
                }
            } catch (OperationFailedException refused) {
                // A job that was taken in the meantime is refused the second time.
                if (rest.jobs().stream().map(JobSummary::id).anyMatch(jobId::equals)) {
                    return jobId;
                }
                throw refused;
            }
        }
    }

    /**
     * Ends the job if it was taken all the same: after Ctrl-C nobody knows. Does its best for some
     * seconds.
     */
    void withdraw(String jobId) throws InterruptedException {
        Deadline deadline = Deadline.in(WITHDRAW_TIMEOUT);
        while (!deadline.isOver()) {
            try {
                Optional<JobSummary> taken =
                        rest.jobs().stream().filter(job -> job.id().equals(jobId)).findFirst();
                if (taken.isPresent()) {
                    if (taken.get().hasEnded()) {
                        return;
                    }
                    rest.cancel(jobId);
                }
            } catch (DeployException stillNot) {
                // Again, until the time is over.
            }
            deadline.pause(PAUSE);
        }
    }

    private String byScript(PushedJob job, Optional<String> savepoint) throws InterruptedException {
        Host host = connection.host();
        List<String> words =
                new ArrayList<>(List.of(connection.flinkHome().path("bin/flink"), "run", "-d"));
        savepoint.ifPresent(path -> words.addAll(List.of("-s", path)));
        words.addAll(List.of(job.jar(), "--properties", job.scenario()));
        CommandResult said = host.run(ShellWords.join(words), SCRIPT_TIMEOUT);
        Matcher id = JOB_ID.matcher(said.output());
        if (!said.succeeded() || !id.find()) {
            throw new OperationFailedException(
                    "[%s] submitting by flink run: %s. Try: deploy-tool cluster logs"
                            .formatted(host.name(), said.lastWords()));
        }
        return id.group(1);
    }
}

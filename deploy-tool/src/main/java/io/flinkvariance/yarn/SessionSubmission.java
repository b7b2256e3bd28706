package io.flinkvariance.yarn;

import io.flinkvariance.cluster.JobStore;
import io.flinkvariance.cluster.LentFile;
import io.flinkvariance.cluster.PushedJob;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.UploadProgress;
import io.flinkvariance.rest.JobSummary;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hands a job to a session, once.
 *
 * <p>By {@code flink run} on the master, as the scenario is a file there, and the JobManager is on
 * some other node.
 */
final class SessionSubmission {
    private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");

    /** The client may be at work still when the connection is back. */
    private static final Duration LOST_TIMEOUT = Duration.ofSeconds(90);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final YarnSession session;
    private final Host host;
    private final Path jobJar;
    private final Function<String, UploadProgress> uploads;

    /**
     * Prepares it.
     *
     * @param jobJar what is sent and submitted
     * @param uploads makes the progress of an upload from a file's name
     */
    SessionSubmission(
            YarnSession session, Host host, Path jobJar, Function<String, UploadProgress> uploads) {
        this.session = session;
        this.host = host;
        this.jobJar = jobJar;
        this.uploads = uploads;
    }

    /**
     * Sends what is missing there, and submits; the id of the job.
     *
     * @param savepoint what the job is to be restored from, if from anything
     */
    String submit(Scenario scenario, Optional<String> savepoint) throws InterruptedException {
        return LentFile.during(host, scenario, lent -> submitted(lent, savepoint));
    }

    private String submitted(Scenario scenario, Optional<String> savepoint)
            throws InterruptedException {
        return submit(
                new JobStore(host)
                        .push(jobJar, scenario, Optional.empty(), Optional.empty(), uploads),
                savepoint);
    }

    private String submit(PushedJob job, Optional<String> savepoint) throws InterruptedException {
        CommandResult said;
        try {
            said = session.client().submit(session.name(), session.application(), job, savepoint);
        } catch (UnreachableException lost) {
            return afterLoss(lost);
        }
        Matcher id = JOB_ID.matcher(said.output());
        if (!said.succeeded() || !id.find()) {
            throw new OperationFailedException(
                    "[%s] submitting by flink run -yid %s: %s. Try: yarn logs -applicationId %s there"
                            .formatted(
                                    host.name(),
                                    session.application(),
                                    ClientState.ofClient(said.output()).reason(),
                                    session.application()));
        }
        return id.group(1);
    }

    /** The session is this run's own: a job in it is the one that was submitted. */
    private String afterLoss(UnreachableException lost) throws InterruptedException {
        Deadline deadline = Deadline.in(LOST_TIMEOUT);
        while (!deadline.isOver()) {
            deadline.pause(PAUSE);
            try {
                Optional<JobSummary> job =
                        session.rest().jobs().stream().filter(one -> !one.hasEnded()).findFirst();
                if (job.isPresent()) {
                    return job.get().id();
                }
            } catch (UnreachableException still) {
                // Again, until the time is over.
            }
        }
        throw lost;
    }
}

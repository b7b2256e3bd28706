package io.flinkvariance.yarn;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.hadoop.Application;
import io.flinkvariance.hadoop.Applications;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.Host;
import io.flinkvariance.rest.JobSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The sessions that this tool began on a master, those whose tool is gone among them. */
public final class RunningSessions {
    private final Host host;
    private final YarnProperties properties;
    private final Applications applications;
    private final SessionClient client;

    /** Those of the account that the host is reached as. */
    public RunningSessions(Host host, YarnProperties properties) {
        this.host = host;
        this.properties = properties;
        this.applications = new Applications(host, properties);
        this.client = new SessionClient(host, properties);
    }

    /**
     * A session, and what Flink remembers in it.
     *
     * @param name the application's id, or before there is one, the session's own name
     * @param state as YARN has it
     * @param jobs none where Flink does not answer
     */
    public record Jobs(String name, String state, List<JobSummary> jobs) {
        public Jobs {
            jobs = List.copyOf(jobs);
        }
    }

    /** All that are not tidied up, those that YARN has ended among them. */
    public List<Jobs> all() throws InterruptedException {
        List<Jobs> all = new ArrayList<>();
        for (FoundSession found : found()) {
            all.add(new Jobs(found.words(), found.state(), jobs(found)));
        }
        return all;
    }

    private List<JobSummary> jobs(FoundSession found) throws InterruptedException {
        if (!isAskable(found)) {
            return List.of();
        }
        try (YarnSession session = way(found)) {
            return jobs(session);
        }
    }

    /**
     * The way to the session of a job, or to the only one that has a job.
     *
     * @param command that needs it, as messages name it
     * @param remedy what helps where it is not known which is meant
     * @throws ClusterStateException if there is none, or more than one
     */
    public YarnSession withJob(Optional<String> jobId, String command, String remedy)
            throws InterruptedException {
        List<YarnSession> all = new ArrayList<>();
        try {
            for (FoundSession found : found()) {
                if (isAskable(found)) {
                    all.add(way(found));
                }
            }
            List<YarnSession> chosen = new ArrayList<>();
            for (YarnSession session : all) {
                if (running(session).stream()
                        .anyMatch(job -> jobId.map(job::equals).orElse(true))) {
                    chosen.add(session);
                }
            }
            if (chosen.size() != 1) {
                throw new ClusterStateException(
                        "[%s] %s: %s. Try: %s"
                                .formatted(
                                        host.name(),
                                        command,
                                        jobId.map(id -> "no session on YARN runs job " + id)
                                                .orElse(
                                                        "%d sessions of this tool run a job on YARN"
                                                                .formatted(chosen.size())),
                                        remedy));
            }
            all.remove(chosen.get(0));
            return chosen.get(0);
        } finally {
            all.forEach(YarnSession::close);
        }
    }

    /**
     * Ends the session of a job, or the only one, with all that is left of others.
     *
     * @param isAll whether all are ended
     * @param notes is told what was ended
     * @throws ClusterStateException if there is none
     */
    public void end(Optional<String> jobId, boolean isAll, Consumer<String> notes)
            throws InterruptedException {
        List<FoundSession> running = new ArrayList<>();
        boolean isTidied = false;
        for (FoundSession found : found()) {
            if (found.hasEnded()) {
                client.end(found.name(), false);
                notes.accept(
                        "[%s] %s had ended; what it left is removed"
                                .formatted(host.name(), found.words()));
                isTidied = true;
            } else if (jobId.isEmpty() || runs(found, jobId.get())) {
                running.add(found);
            }
        }
        if (running.size() > 1 && !isAll) {
            throw new UsageException(
                    "cancel: several sessions run on YARN: %s. Try: the id of a job, or --all"
                            .formatted(
                                    running.stream()
                                            .map(FoundSession::words)
                                            .collect(Collectors.joining(", "))));
        }
        if (running.isEmpty() && !(isTidied && jobId.isEmpty())) {
            throw new ClusterStateException(
                    "[%s] cancel: %s. Try: yarn application -list there"
                            .formatted(
                                    host.name(),
                                    jobId.map(id -> "no session on YARN runs job " + id)
                                            .orElse("no session of this tool runs on YARN")));
        }
        for (FoundSession found : running) {
            end(found);
            notes.accept("[%s] %s is ended".formatted(host.name(), found.words()));
        }
    }

    private void end(FoundSession found) throws InterruptedException {
        if (!isAskable(found)) {
            client.end(found.name(), true);
            return;
        }
        try (YarnSession session = way(found)) {
            session.end();
        }
    }

    private boolean runs(FoundSession found, String jobId) throws InterruptedException {
        return running(jobs(found)).contains(jobId);
    }

    private static boolean isAskable(FoundSession found) {
        return found.application().filter(Application::canBeAsked).isPresent();
    }

    private YarnSession way(FoundSession found) throws InterruptedException {
        return new YarnSession(
                found.name(), found.application().orElseThrow(), host, properties, applications);
    }

    /** The ids of the jobs that have not ended; none where nobody answers. */
    private static List<String> running(YarnSession session) throws InterruptedException {
        return running(jobs(session));
    }

    private static List<String> running(List<JobSummary> jobs) {
        return jobs.stream().filter(job -> !job.hasEnded()).map(JobSummary::id).toList();
    }

    private static List<JobSummary> jobs(YarnSession session) throws InterruptedException {
        try {
            return session.rest().jobs();
        } catch (DeployException silent) {
            return List.of();
        }
    }

    private List<FoundSession> found() throws InterruptedException {
        List<FoundSession> found = new ArrayList<>();
        for (String name : client.sessions()) {
            Optional<String> id = client.state(name).application();
            found.add(new FoundSession(name, id.isPresent() ? known(id.get()) : Optional.empty()));
        }
        return found;
    }

    private Optional<Application> known(String id) throws InterruptedException {
        try {
            return Optional.of(applications.of(id));
        } catch (UnreachableException unknown) {
            return Optional.empty();
        }
    }
}

package io.flinkvariance.run;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.JobSavepoints;
import io.flinkvariance.error.BookkeepingException;
import io.flinkvariance.error.JobUnknownException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.measure.TopicFeed;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.SavepointRest;
import io.flinkvariance.rest.SubtaskDetails;
import io.flinkvariance.run.Ending.JobLeft;
import io.flinkvariance.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs one scenario on a cluster until it is measured. It leaves no job behind, unless the cluster
 * is out of reach, or only the tool's own record of the run is at fault; then the outcome says so.
 */
public final class ScenarioRun {
    private final Cluster cluster;
    private final FlinkRest rest;
    private final Scenario scenario;
    private final ThroughputModel model;
    private final RunPlan plan;
    private final Optional<TopicFeed> feed;
    private final RunObserver observer;
    private final Patience patience;
    private final Connection connection;

    /**
     * Prepares it.
     *
     * @param feed of the topic that the scenario reads, if it reads one
     */
    public ScenarioRun(
            Cluster cluster,
            Scenario scenario,
            ThroughputModel model,
            RunPlan plan,
            Optional<TopicFeed> feed,
            RunObserver observer) {
        this(
                cluster,
                scenario,
                model,
                plan,
                feed,
                observer,
                Patience.USUAL.withCounters(cluster.jobStartTimeout()));
    }

    ScenarioRun(
            Cluster cluster,
            Scenario scenario,
            ThroughputModel model,
            RunPlan plan,
            Optional<TopicFeed> feed,
            RunObserver observer,
            Patience patience) {
        this.cluster = cluster;
        this.rest = cluster.rest();
        this.scenario = scenario;
        this.model = model;
        this.plan = plan;
        this.feed = feed;
        this.observer = observer;
        this.patience = patience;
        this.connection = new Connection(patience.pause(), patience.ticker(), observer);
    }

    /**
     * Submits the job, measures it, cancels it.
     *
     * <p>An interrupt of the calling thread ends the run early and is part of the outcome.
     */
    public RunOutcome execute() {
        return execute(() -> cluster.submit(scenario), Optional.empty());
    }

    /** The same, but for what is done with the job once it is measured. */
    RunOutcome executeUntil(Parting parting) {
        return execute(() -> cluster.submit(scenario), Optional.of(parting));
    }

    /** As {@link #execute}, from a savepoint. */
    RunOutcome restore(JobSavepoints savepoints, String savepoint) {
        return execute(() -> savepoints.restore(scenario, savepoint), Optional.empty());
    }

    /** As {@link #execute}, with a job that this process began. */
    RunOutcome goOnWith(RunInProgress run) {
        return follow(run, true, Optional.empty());
    }

    /** Ends a job of this run's by a savepoint into a folder, if that is made in time. */
    SavepointStop savepointStop(SavepointRest savepoints, String folder, Duration atMost) {
        return new SavepointStop(savepoints, connection, folder, atMost, patience);
    }

    private RunOutcome execute(Connection.Call<String> submission, Optional<Parting> parting) {
        Instant startedAt = Instant.now();
        try {
            String jobId = submission.make();
            return follow(RunInProgress.submitted(jobId, startedAt), true, parting);
        } catch (InterruptedException ctrlC) {
            return RunOutcome.withoutJob(plan, startedAt, RunOutcome.End.INTERRUPTED, "");
        } catch (OperationFailedException | UnreachableException failed) {
            return RunOutcome.withoutJob(
                    plan, startedAt, RunOutcome.End.FAILED, failed.getMessage());
        }
    }

    /** The same for a job that is there already, from where an earlier process left off. */
    public RunOutcome resume(RunInProgress run) {
        return follow(run, false, Optional.empty());
    }

    private RunOutcome follow(RunInProgress run, boolean isNew, Optional<Parting> parting) {
        JobWatch watch =
                new JobWatch(
                        rest,
                        connection,
                        scenario,
                        model,
                        plan,
                        feed,
                        cluster.clocks(),
                        patience,
                        observer,
                        run);
        Ending ending;
        try {
            if (isNew) {
                observer.submitted(run.jobId());
                run.firstSecond().ifPresent(observer::began);
            }
            ending = measure(watch, run.jobId(), parting);
        } catch (RuntimeException unexpected) {
            // A job must not go on without the tool that began it; an older one did already.
            if (isNew) {
                cancel(run.jobId(), Ending.of(RunOutcome.End.FAILED));
            }
            throw unexpected;
        }
        JobTotals totals = JobTotals.NONE;
        if (ending.left() == JobLeft.NONE) {
            ending = cancel(run.jobId(), ending);
        }
        if (ending.left() == JobLeft.NONE && ending.end() != RunOutcome.End.FAILED) {
            try {
                totals = totals(run.jobId(), ending);
            } catch (InterruptedException ctrlC) {
                ending = Ending.of(RunOutcome.End.INTERRUPTED);
            } catch (JobUnknownException forgotten) {
                ending = Ending.failed(forgotten(forgotten));
            } catch (OperationFailedException | UnreachableException failed) {
                ending = Ending.failed(failed.getMessage());
            }
        }
        return new RunOutcome(
                plan,
                run.startedAt(),
                ending.end(),
                ending.failure(),
                watch.samples().series(),
                watch.samples().lag(),
                watch.samples().measurement(),
                watch.workSubtasks(),
                totals,
                ending.left() == JobLeft.RUNNING ? Optional.of(run.jobId()) : Optional.empty(),
                Optional.of(run.jobId()),
                watch.firstSecond(),
                watch.countingSinceMillis(),
                watch.latency(),
                watch.checkpoints());
    }

    private Ending measure(JobWatch watch, String jobId, Optional<Parting> parting) {
        try {
            // A bounded job is there to be seen to its end, unless something is done with it first.
            boolean toItsEnd = scenario.limit().isPresent() && parting.isEmpty();
            RunOutcome.End end = watch.untilDone(toItsEnd);
            boolean runsOn =
                    end == RunOutcome.End.MEASURED
                            && parting.isPresent()
                            && parting.get().leavesRunning(watch, jobId);
            return new Ending(end, "", runsOn ? JobLeft.RUNNING : JobLeft.NONE);
        } catch (InterruptedException ctrlC) {
            return Ending.of(RunOutcome.End.INTERRUPTED);
        } catch (JobUnknownException forgotten) {
            return new Ending(
                    RunOutcome.End.FAILED,
                    forgotten(forgotten),
                    forgotten.isGoneForGood() ? JobLeft.GONE : JobLeft.NONE);
        } catch (UnreachableException outage) {
            return outOfReach(jobId, outage);
        } catch (BookkeepingException failed) {
            return cluster.outlivesTheTool()
                    ? Ending.of(RunOutcome.End.FAILED)
                            .with(JobLeft.RUNNING, untouched(jobId, failed))
                    : Ending.failed(failed.getMessage());
        } catch (OperationFailedException failed) {
            return failed(failed.getMessage(), watch);
        }
    }

    /** Flink names the container that is gone, and not the machine. */
    private Ending failed(String why, JobWatch watch) {
        Set<String> hosts =
                watch.workSubtasks().stream().map(SubtaskDetails::host).collect(Collectors.toSet());
        try {
            return Ending.failed(cluster.lost(hosts).map(lost -> why + "; " + lost).orElse(why));
        } catch (InterruptedException ctrlC) {
            return new Ending(RunOutcome.End.INTERRUPTED, why, JobLeft.NONE);
        }
    }

    private Ending outOfReach(String jobId, UnreachableException outage) {
        String why =
                "%s; out of reach for %d s"
                        .formatted(outage.getMessage(), patience.outage().toSeconds());
        Ending ending = Ending.of(RunOutcome.End.FAILED);
        return cluster.outlivesTheTool()
                ? ending.with(
                        JobLeft.RUNNING,
                        ("%s, and the job may still run. Try: deploy-tool attach %s, or deploy-tool"
                                        + " cancel %s")
                                .formatted(why, jobId, jobId))
                : ending.with(JobLeft.ENDING_WITH_ITS_FLINK, why);
    }

    private static String untouched(String jobId, BookkeepingException failed) {
        return ("%s; job %s was left as it is. Try: deploy-tool attach %s --output DIR, another"
                        + " folder, to measure it from now on, or deploy-tool cancel %s")
                .formatted(failed.getMessage(), jobId, jobId, jobId);
    }

    private static String forgotten(JobUnknownException unknown) {
        if (unknown.isGoneForGood()) {
            return unknown.getMessage();
        }
        return unknown.getMessage()
                + " any more: it was started anew, and without high availability its jobs are gone"
                + " with it";
    }

    private Ending cancel(String jobId, Ending ending) {
        boolean isHasty = ending.end() == RunOutcome.End.INTERRUPTED;
        try {
            new Cancellation(rest, connection, patience.cancel(), patience.ticker())
                    .cancel(jobId, isHasty ? outageAfterCtrlC() : patience.outage());
            return ending;
        } catch (InterruptedException ctrlC) {
            if (!isHasty) {
                return cancel(jobId, Ending.of(RunOutcome.End.INTERRUPTED));
            }
            return notSeenToEnd(
                    Ending.of(RunOutcome.End.INTERRUPTED),
                    jobId,
                    "interrupted, and it may still run");
        } catch (OperationFailedException notCancelled) {
            return isHasty
                    ? withoutFlink(jobId, ending, notCancelled.getMessage())
                    : notSeenToEnd(ending, jobId, notCancelled.getMessage());
        }
    }

    /** Who leaves by Ctrl-C waits no longer for a Flink that does not answer. */
    private Ending withoutFlink(String jobId, Ending ending, String why) {
        try {
            return cluster.endWithoutFlink()
                    .map(ended -> ending.with(JobLeft.GONE, ended))
                    .orElseGet(() -> notSeenToEnd(ending, jobId, why));
        } catch (InterruptedException again) {
            return notSeenToEnd(ending, jobId, "interrupted, and it may still run");
        }
    }

    /** A job that ends with its Flink needs no second word of it. */
    private Duration outageAfterCtrlC() {
        return cluster.outlivesTheTool() ? patience.outageAfterCtrlC() : Duration.ZERO;
    }

    private Ending notSeenToEnd(Ending ending, String jobId, String why) {
        return cluster.outlivesTheTool()
                ? ending.with(
                        JobLeft.RUNNING,
                        "cancelling job %s: %s. Try: deploy-tool cancel %s"
                                .formatted(jobId, why, jobId))
                : ending.with(
                        JobLeft.ENDING_WITH_ITS_FLINK,
                        "cancelling job %s: %s; its Flink ends with this command"
                                .formatted(jobId, why));
    }

    private JobTotals totals(String jobId, Ending ending) throws InterruptedException {
        if (ending.end() != RunOutcome.End.INTERRUPTED) {
            return JobTotals.of(
                    connection.keepTrying(patience.outage(), () -> rest.accumulators(jobId)));
        }
        try {
            return JobTotals.of(rest.accumulators(jobId));
        } catch (OperationFailedException | UnreachableException | JobUnknownException unknown) {
            return JobTotals.NONE;
        }
    }
}

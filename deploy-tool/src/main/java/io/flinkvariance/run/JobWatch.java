package io.flinkvariance.run;

import io.flinkvariance.error.BookkeepingException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.job.Operators;
import io.flinkvariance.latency.HostClocks;
import io.flinkvariance.latency.Latency;
import io.flinkvariance.latency.LatencySampler;
import io.flinkvariance.measure.JobSampler;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.TopicFeed;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.JobDetails;
import io.flinkvariance.rest.JobState;
import io.flinkvariance.rest.SubtaskDetails;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.time.Stopwatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at a job until it is measured, or will not be; does nothing to it. */
final class JobWatch {
    private static final String STARTED_OVER = "a subtask was started over during the run";

    private final FlinkRest rest;
    private final Connection connection;
    private final Scenario scenario;
    private final RunPlan plan;
    private final Optional<TopicFeed> feed;
    private final Progress progress;
    private final Patience patience;
    private final RunObserver observer;
    private final RunInProgress run;
    private final RunSamples samples;
    private final LatencySampler latencies;
    private final Stopwatch watched;
    private Optional<JobSampler> sampler = Optional.empty();
    private Optional<RunSamples> measured = Optional.empty();
    private List<SubtaskDetails> workSubtasks = List.of();
    private final Attempts attempts = new Attempts();
    private final CheckpointWatch checkpoints;
    private boolean isStartedOver;
    private OptionalLong firstSecond;

    JobWatch(
            FlinkRest rest,
            Connection connection,
            Scenario scenario,
            ThroughputModel model,
            RunPlan plan,
            Optional<TopicFeed> feed,
            Optional<HostClocks> clocks,
            Patience patience,
            RunObserver observer,
            RunInProgress run) {
        this.rest = rest;
        this.connection = connection;
        this.scenario = scenario;
        this.plan = plan;
        this.feed = feed;
        this.progress = new Progress(plan, model);
        this.patience = patience;
        this.watched = Stopwatch.started(patience.ticker());
        this.observer = observer;
        this.run = run;
        this.firstSecond = run.firstSecond();
        this.samples = new RunSamples(scenario, plan.warmupSeconds());
        samples.add(run.samples().samples());
        this.latencies = new LatencySampler(rest, run.jobId(), scenario, clocks);
        this.checkpoints =
                new CheckpointWatch(rest.checkpoints(), run.jobId(), scenario, patience.ticker());
    }

    /** What is known of the job at one moment, as far as it is new. */
    private record Look(JobDetails job, List<SubtaskDetails> work, List<Sample> samples) {}

    /**
     * Watches the job.
     *
     * @param toItsEnd whether a job that is bounded is watched until it has finished, however soon
     *     it is measured, and however often it is started over from a checkpoint
     * @return why it need not be watched any more; it may have ended, or not
     * @throws OperationFailedException if there will be no result, and why
     * @throws UnreachableException if the connection is lost for too long
     * @throws BookkeepingException if the job is well and only this run of it cannot go on
     */
    RunOutcome.End untilDone(boolean toItsEnd) throws InterruptedException {
        RunOutcome.End end = watch(toItsEnd);
        connection.keepTryingTo(patience.outage(), checkpoints::look);
        connection.keepTryingTo(patience.outage(), latencies::end);
        return end;
    }

    private RunOutcome.End watch(boolean toItsEnd) throws InterruptedException {
        boolean goesOn = toItsEnd && scenario.provesDeliveryOverRestarts();
        sampler = connect();
        Stopwatch silence = Stopwatch.started(patience.ticker());
        while (true) {
            Look look = connection.keepTrying(patience.outage(), this::look);
            workSubtasks = look.work();
            if (attempts.haveGrown(look.job(), look.work())) {
                startedOver(goesOn);
            }
            connection.keepTryingTo(patience.outage(), checkpoints::poll);
            if (!look.samples().isEmpty() && !isStartedOver) {
                take(look.samples(), sampler.orElseThrow(), goesOn);
                // What the job shows it soon forgets, and there is nothing new but with a sample.
                connection.keepTryingTo(patience.outage(), latencies::poll);
                silence = Stopwatch.started(patience.ticker());
            }
            Duration elapsed = elapsed();
            if (look.job().state() == JobState.FINISHED) {
                return RunOutcome.End.FINISHED;
            }
            if (look.job().state().hasEnded()) {
                throw failed("the job ended as " + look.job().state());
            }
            observer.progressed(
                    isStartedOver ? Progress.restarted(elapsed) : progress.of(samples, elapsed));
            if (!toItsEnd && plan.isSatisfiedBy(samples.measurement().verdict())) {
                return RunOutcome.End.MEASURED;
            }
            if (elapsed.compareTo(plan.maxTime()) >= 0) {
                return RunOutcome.End.OUT_OF_TIME;
            }
            requireNoSilence(silence.elapsed());
            patience.ticker().pause(patience.pause());
        }
    }

    /** Goes on sampling while a savepoint is made, which measures nothing any more. */
    void lookOn() throws InterruptedException {
        if (measured.isEmpty()) {
            measured = Optional.of(samples.copy());
        }
        List<Sample> fresh =
                connection.keepTrying(patience.outage(), () -> sampler.orElseThrow().poll());
        if (!fresh.isEmpty()) {
            samples.add(fresh);
            observer.sampled(fresh);
        }
        observer.progressed(progress.ofSavepoint(samples, elapsed()));
    }

    private Duration elapsed() {
        return run.watched().plus(watched.elapsed());
    }

    private Optional<JobSampler> connect() throws InterruptedException {
        Stopwatch begin = Stopwatch.started(patience.ticker());
        Optional<JobSampler> sampler =
                connection.keepTrying(
                        patience.outage(),
                        () ->
                                JobSampler.connect(
                                        rest, run.jobId(), scenario, feed, left(begin.elapsed())));
        run.firstSecond()
                .ifPresent(
                        first ->
                                sampler.ifPresent(
                                        found -> found.continueAfter(first, run.samples())));
        if (feed.isPresent() && sampler.isPresent()) {
            feed.get().begin();
        }
        return sampler;
    }

    /** An outage may take from the time for the counters, but not more than there is in all. */
    private Duration left(Duration elapsed) {
        Duration all = patience.counters().plus(patience.outage());
        Duration left = all.minus(elapsed);
        return left.compareTo(patience.counters()) > 0
                ? patience.counters()
                : left.isNegative() ? Duration.ZERO : left;
    }

    /** Samples come last, so that none is lost when an earlier call fails. */
    private Look look() throws InterruptedException {
        JobDetails job = rest.job(run.jobId());
        List<SubtaskDetails> work = rest.subtasks(run.jobId(), job.vertexOf(Operators.WORK).id());
        return new Look(
                job,
                work,
                sampler.isPresent() && !isStartedOver ? sampler.get().poll() : List.of());
    }

    /**
     * Its counts would not continue those of before, so it is sampled no more. Its totals do: they
     * are restored with it.
     */
    private void startedOver(boolean goesOn) throws InterruptedException {
        samples.invalidate(STARTED_OVER);
        if (!goesOn) {
            throw failed(STARTED_OVER);
        }
        isStartedOver = true;
    }

    private void take(List<Sample> fresh, JobSampler sampler, boolean goesOn)
            throws InterruptedException {
        boolean areFirst = run.firstSecond().isEmpty() && samples.series().isEmpty();
        try {
            add(fresh);
        } catch (OperationFailedException | BookkeepingException wentBack) {
            if (!goesOn) {
                throw wentBack;
            }
            // Counters tell of a restart some seconds before Flink's cached answer does.
            startedOver(true);
            return;
        }
        if (areFirst) {
            firstSecond = sampler.firstSecond();
            firstSecond.ifPresent(observer::began);
        }
        observer.sampled(fresh);
    }

    private void add(List<Sample> fresh) {
        try {
            samples.add(fresh);
        } catch (OperationFailedException inconsistent) {
            if (run.samples().isEmpty()) {
                throw inconsistent;
            }
            // Nobody watched in between; a job that was started over then may be as well as ever.
            throw new BookkeepingException(
                    "going on with the samples of before: " + inconsistent.getMessage(),
                    inconsistent);
        }
    }

    private void requireNoSilence(Duration silence) {
        // What a source that came to its limit left in the buffers is worked off without its
        // counts.
        if (scenario.limit().isEmpty()
                && silence.compareTo(patience.silence()) > 0
                && connection.unchangedFor().compareTo(patience.silence()) > 0) {
            throw new OperationFailedException(
                    "reading the job's counters: nothing new for %d s"
                            .formatted(patience.silence().toSeconds()));
        }
    }

    private OperationFailedException failed(String what) throws InterruptedException {
        String cause = connection.keepTrying(patience.outage(), () -> rest.rootCause(run.jobId()));
        return new OperationFailedException(
                "running %s: %s%s"
                        .formatted(scenario.name(), what, cause.isEmpty() ? "" : ": " + cause));
    }

    /** All that were judged. */
    RunSamples samples() {
        return measured.orElse(samples);
    }

    /** The first second of the epoch that there is no sample of yet; empty before the first. */
    OptionalLong nextSecond() {
        return firstSecond.isPresent() && !samples.series().isEmpty()
                ? OptionalLong.of(
                        firstSecond.getAsLong() + (long) samples.series().lastSecond() + 1)
                : OptionalLong.empty();
    }

    /** The second of the epoch that samples are counted from; empty before the first. */
    OptionalLong firstSecond() {
        return firstSecond;
    }

    /** When the last of the subtasks began to count; empty before the first sample. */
    OptionalLong countingSinceMillis() {
        return sampler.map(JobSampler::countingSinceMillis).orElse(OptionalLong.empty());
    }

    /** Of the records that were done in the measured window; empty unless there is one. */
    Optional<Latency> latency() {
        return firstSecond.isPresent()
                        && samples().measurement().verdict() instanceof Verdict.Steady steady
                ? Optional.of(
                        latencies.within(
                                firstSecond.getAsLong(), steady.fromSecond(), steady.toSecond()))
                : Optional.empty();
    }

    /** Empty for a job that makes none. */
    Optional<CheckpointsSeen> checkpoints() {
        return checkpoints.seen();
    }

    List<SubtaskDetails> workSubtasks() {
        return workSubtasks;
    }
}

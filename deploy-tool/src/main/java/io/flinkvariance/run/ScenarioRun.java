package io.flinkvariance.run;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.job.Operators;
import io.flinkvariance.measure.JobSampler;
import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.JobDetails;
import io.flinkvariance.rest.JobState;
import io.flinkvariance.rest.SubtaskDetails;
import io.flinkvariance.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Runs one scenario on a cluster until it is measured, and leaves no job behind. */
public final class ScenarioRun {
    private static final Duration COUNTERS_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_PAUSE = Duration.ofMillis(500);
    private static final Duration CANCEL_PAUSE = Duration.ofMillis(50);

    /** The seconds over which progress is averaged. */
    private static final int PROGRESS_SAMPLES = 5;

    private final Cluster cluster;
    private final FlinkRest rest;
    private final Scenario scenario;
    private final ThroughputModel model;
    private final RunPlan plan;
    private final RunObserver observer;

    private final List<Sample> samples = new ArrayList<>();
    private Measurement measurement =
            new Measurement(
                    new Verdict.Transient("the run ended before its first sample"), List.of());
    private List<SubtaskDetails> workSubtasks = List.of();

    public ScenarioRun(
            Cluster cluster,
            Scenario scenario,
            ThroughputModel model,
            RunPlan plan,
            RunObserver observer) {
        this.cluster = cluster;
        this.rest = new FlinkRest(cluster.restAddress());
        this.scenario = scenario;
        this.model = model;
        this.plan = plan;
        this.observer = observer;
    }

    /**
     * Submits the job, measures it, cancels it.
     *
     * <p>An interrupt of the calling thread ends the run early and is part of the outcome.
     */
    public RunOutcome execute() {
        Instant startedAt = Instant.now();
        long startNanos = System.nanoTime();
        RunOutcome.End end;
        String failure = "";
        JobTotals totals = JobTotals.NONE;
        try {
            String jobId = cluster.submit(scenario);
            try {
                end = measure(jobId, startNanos);
            } catch (InterruptedException ctrlC) {
                end = RunOutcome.End.INTERRUPTED;
            } finally {
                // Whatever happens, the job must not go on without the tool.
                cancel(jobId);
            }
            totals = JobTotals.of(rest.accumulators(jobId));
        } catch (InterruptedException beforeOrAgain) {
            end = RunOutcome.End.INTERRUPTED;
        } catch (OperationFailedException failed) {
            end = RunOutcome.End.FAILED;
            failure = failed.getMessage();
        }
        return new RunOutcome(
                plan,
                startedAt,
                end,
                failure,
                new SampleSeries(samples),
                measurement,
                workSubtasks,
                totals);
    }

    private RunOutcome.End measure(String jobId, long startNanos) throws InterruptedException {
        Optional<JobSampler> sampler = JobSampler.connect(rest, jobId, scenario, COUNTERS_TIMEOUT);
        long heardNanos = System.nanoTime();
        while (true) {
            JobDetails job = rest.job(jobId);
            List<Sample> fresh = sampler.isPresent() ? sampler.get().poll() : List.of();
            if (!fresh.isEmpty()) {
                take(fresh);
                heardNanos = System.nanoTime();
            }
            workSubtasks = rest.subtasks(jobId, job.vertexOf(Operators.WORK).id());
            Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
            if (job.state() == JobState.FINISHED) {
                return RunOutcome.End.FINISHED;
            }
            if (job.state().hasEnded()) {
                throw new OperationFailedException(
                        "running %s: the job ended as %s: %s"
                                .formatted(scenario.name(), job.state(), rest.rootCause(jobId)));
            }
            observer.progressed(progress(elapsed));
            // A bounded job is there to be seen to its end.
            if (scenario.limit().isEmpty() && plan.isSatisfiedBy(measurement.verdict())) {
                return RunOutcome.End.MEASURED;
            }
            if (elapsed.compareTo(plan.maxTime()) >= 0) {
                return RunOutcome.End.OUT_OF_TIME;
            }
            if (System.nanoTime() - heardNanos > SILENCE_TIMEOUT.toNanos()) {
                throw new OperationFailedException(
                        "reading the job's counters: nothing new for %d s"
                                .formatted(SILENCE_TIMEOUT.toSeconds()));
            }
            Thread.sleep(POLL_PAUSE.toMillis());
        }
    }

    private void take(List<Sample> fresh) {
        samples.addAll(fresh);
        observer.sampled(fresh);
        try {
            SampleSeries series = new SampleSeries(samples);
            measurement = Measurement.of(series, scenario.partitioner(), plan.warmupSeconds());
        } catch (IllegalArgumentException inconsistent) {
            throw new OperationFailedException(
                    "reading the job's counters: " + inconsistent.getMessage(), inconsistent);
        }
    }

    private RunProgress progress(Duration elapsed) {
        int last = samples.size() - 1;
        int first = Math.max(0, last - PROGRESS_SAMPLES);
        List<Double> rates =
                last <= 0
                        ? List.of()
                        : IntStream.range(0, scenario.parallelism())
                                .mapToObj(subtask -> rate(first, last, subtask))
                                .toList();
        double sum = rates.stream().mapToDouble(Double::doubleValue).sum();
        if (measurement.verdict() instanceof Verdict.Steady steady) {
            return new RunProgress(
                    RunProgress.Phase.MEASURING,
                    elapsed,
                    sum,
                    rates,
                    OptionalDouble.of(steady.relativeHalfWidth()),
                    Optional.of(TimeLeft.whileMeasuring(steady, plan, elapsed)));
        }
        return new RunProgress(
                RunProgress.Phase.SETTLING,
                elapsed,
                sum,
                rates,
                OptionalDouble.empty(),
                TimeLeft.whileSettling(model, elapsed));
    }

    private double rate(int first, int last, int subtask) {
        Sample from = samples.get(first);
        Sample to = samples.get(last);
        return (to.processed().get(subtask) - from.processed().get(subtask))
                / (to.second() - from.second());
    }

    private void cancel(String jobId) throws InterruptedException {
        if (rest.job(jobId).state().hasEnded()) {
            return;
        }
        rest.cancel(jobId);
        long deadline = System.nanoTime() + CANCEL_TIMEOUT.toNanos();
        while (!rest.job(jobId).state().hasEnded()) {
            if (System.nanoTime() > deadline) {
                throw new OperationFailedException(
                        "cancelling job %s: still there after %d s"
                                .formatted(jobId, CANCEL_TIMEOUT.toSeconds()));
            }
            Thread.sleep(CANCEL_PAUSE.toMillis());
        }
    }
}

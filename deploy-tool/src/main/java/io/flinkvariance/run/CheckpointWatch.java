package io.flinkvariance.run;

import io.flinkvariance.error.JobUnknownException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.rest.CheckpointStatistics;
import io.flinkvariance.rest.CheckpointsRest;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.time.Stopwatch;
import io.flinkvariance.time.Ticker;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Looks at the checkpoints of a job that makes some. */
final class CheckpointWatch {
    /** Flink keeps its answer for three seconds, and remembers ten checkpoints. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final CheckpointsRest rest;
    private final String jobId;
    private final boolean areMade;
    private final Ticker ticker;
    private final Set<Long> cutOff = new HashSet<>();
    private Optional<Stopwatch> sinceLook = Optional.empty();
    private Optional<CheckpointStatistics> statistics = Optional.empty();
    private Optional<CheckpointStatistics.Failure> lastFailure = Optional.empty();
    private OptionalLong underWay = OptionalLong.empty();
    private Stopwatch underWaySince;

    CheckpointWatch(CheckpointsRest rest, String jobId, Scenario scenario, Ticker ticker) {
        this.rest = rest;
        this.jobId = jobId;
        this.areMade = scenario.checkpointIntervalMillis().isPresent();
        this.ticker = ticker;
        this.underWaySince = Stopwatch.started(ticker);
    }

    /** Looks if it is time to. */
    void poll() throws InterruptedException {
        if (sinceLook.isEmpty() || sinceLook.get().elapsed().compareTo(PAUSE) >= 0) {
            look();
        }
    }

    /** Looks in any case. */
    void look() throws InterruptedException {
        if (areMade) {
            sinceLook = Optional.of(Stopwatch.started(ticker));
            try {
                take(rest.of(jobId));
            } catch (JobUnknownException | OperationFailedException unknown) {
                // A figure is missing; the run is not the worse for it.
            }
        }
    }

    private void take(CheckpointStatistics fresh) {
        statistics = Optional.of(fresh);
        fresh.failures().stream()
                .filter(CheckpointStatistics.Failure::isEndOfJob)
                .forEach(failure -> cutOff.add(failure.id()));
        fresh.failures().stream()
                .filter(failure -> !failure.isEndOfJob())
                .max(Comparator.comparingLong(CheckpointStatistics.Failure::id))
                .ifPresent(failure -> lastFailure = Optional.of(failure));
        if (!fresh.underWay().equals(underWay)) {
            underWay = fresh.underWay();
            underWaySince = Stopwatch.started(ticker);
        }
    }

    /** Empty for a job that makes none, and before Flink told of any. */
    Optional<CheckpointsSeen> seen() {
        return statistics.map(
                last ->
                        new CheckpointsSeen(
                                last,
                                cutOff.size(),
                                lastFailure.map(CheckpointStatistics.Failure::why),
                                underWay.isPresent()
                                        ? Optional.of(underWaySince.elapsed())
                                        : Optional.empty()));
    }
}

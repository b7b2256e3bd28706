package io.flinkvariance.run;

import io.flinkvariance.cluster.JobSavepoints;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.rest.SavepointRest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A run of two phases: measured at one parallelism, ended with a savepoint, restored from it at
 * another, measured again. Whatever ends it, no job is left but as {@link ScenarioRun} leaves one.
 */
public final class RescaledRun {
    private final JobSavepoints savepoints;
    private final SavepointRest rest;
    private final ScenarioRun before;
    private final ScenarioRun after;
    private final ScenarioRun onwards;
    private final Duration savepointAtMost;
    private final Consumer<String> notes;

    /**
     * Prepares it.
     *
     * @param before the first phase
     * @param after the second
     * @param onwards the second, if the savepoint fails: the first job, measured on
     * @param savepointAtMost when Flink itself must have given a savepoint up
     * @param notes is told when one of them begins
     */
    public RescaledRun(
            JobSavepoints savepoints,
            SavepointRest rest,
            ScenarioRun before,
            ScenarioRun after,
            ScenarioRun onwards,
            Duration savepointAtMost,
            Consumer<String> notes) {
        this.savepoints = savepoints;
        this.rest = rest;
        this.before = before;
        this.after = after;
        this.onwards = onwards;
        this.savepointAtMost = savepointAtMost;
        this.notes = notes;
    }

    /** Both phases. An interrupt of the calling thread ends them early and is in the outcome. */
    public RescaledOutcome execute() {
        SavepointStop stop = before.savepointStop(rest, savepoints.folder(), savepointAtMost);
        RunOutcome first =
                before.executeUntil(
                        (watch, jobId) -> {
                            notes.accept("measured; asking for a savepoint with cancel");
                            return stop.leavesRunning(watch, jobId);
                        });
        if (first.end() == RunOutcome.End.FINISHED) {
            return new RescaledOutcome(
                    first.failed(
                            "not rescaled: all %d records were processed before the throughput was steady. Try: a larger stream.limit"
                                    .formatted(first.totals().processed())),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
        Optional<Savepoint> made = stop.made();
        if (made.isEmpty() || first.end() != RunOutcome.End.MEASURED) {
            return new RescaledOutcome(first, made, Optional.empty(), Optional.empty());
        }
        return made.get().location().isPresent()
                ? restore(first, made.get(), made.get().location().get())
                : goOn(first, made.get(), stop.nextSecond());
    }

    private RescaledOutcome restore(RunOutcome first, Savepoint made, String location) {
        notes.accept(
                String.format(
                        Locale.ROOT,
                        "the savepoint took %.1f s; restarting from it",
                        made.took().toMillis() / 1000.0));
        RunOutcome second = after.restore(savepoints, location);
        Optional<Duration> downtime = downtime(first, second);
        dispose(location);
        return new RescaledOutcome(first, Optional.of(made), downtime, Optional.of(second));
    }

    private RescaledOutcome goOn(RunOutcome first, Savepoint made, OptionalLong nextSecond) {
        notes.accept(
                "the savepoint failed after %d s, and the job runs on, and is measured on: %s"
                        .formatted(made.took().toSeconds(), made.failure()));
        RunOutcome second =
                onwards.goOnWith(
                        RunInProgress.from(first.jobId().orElseThrow(), Instant.now(), nextSecond));
        return new RescaledOutcome(first, Optional.of(made), Optional.empty(), Optional.of(second));
    }

    private Optional<Duration> downtime(RunOutcome first, RunOutcome second) {
        if (first.jobId().isEmpty() || second.countingSinceMillis().isEmpty()) {
            return Optional.empty();
        }
        try {
            return rest.endedAt(first.jobId().get())
                    .map(
                            end ->
                                    Duration.ofMillis(
                                            second.countingSinceMillis().getAsLong()
                                                    - end.toEpochMilli()))
                    .filter(downtime -> !downtime.isNegative());
        } catch (InterruptedException ctrlC) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (DeployException unknown) {
            // A figure is missing; the run is not the worse for it.
            return Optional.empty();
        }
    }

    private void dispose(String location) {
        try {
            rest.dispose(location);
        } catch (InterruptedException ctrlC) {
            Thread.currentThread().interrupt();
        } catch (DeployException left) {
            // It lies in a folder that goes with what the cluster runs in.
        }
    }
}

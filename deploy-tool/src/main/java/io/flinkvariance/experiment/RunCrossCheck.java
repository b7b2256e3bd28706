package io.flinkvariance.experiment;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.crosscheck.CrossCheck;
import io.flinkvariance.crosscheck.CrossChecks;
import io.flinkvariance.crosscheck.SeriesCsv;
import io.flinkvariance.crosscheck.Span;
import io.flinkvariance.doctor.Finding;
import io.flinkvariance.doctor.InfluxChecks;
import io.flinkvariance.doctor.ReporterChecks;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.influxdb.CountPoint;
import io.flinkvariance.influxdb.FlinkSeries;
import io.flinkvariance.influxdb.InfluxDatabase;
import io.flinkvariance.job.Operators;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.target.MetricsSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Asks InfluxDB once, when a run is over, and compares; whatever goes wrong is part of the result
 * and nothing else.
 */
final class RunCrossCheck {
    private final MetricsSource source;
    private final Cluster cluster;
    private final RunOutcome outcome;
    private final RunFolder folder;

    RunCrossCheck(MetricsSource source, Cluster cluster, RunOutcome outcome, RunFolder folder) {
        this.source = source;
        this.cluster = cluster;
        this.outcome = outcome;
        this.folder = folder;
    }

    CrossCheck make() {
        if (outcome.end() == RunOutcome.End.INTERRUPTED) {
            return unknown("the run was interrupted", Optional.empty());
        }
        Optional<CrossCheck.Records> records = Optional.empty();
        try {
            records = records();
            if (outcome.restarts() > 0) {
                return unknown("a subtask was started over, and counted anew", records);
            }
            if (outcome.firstSecond().isEmpty() || outcome.samples().isEmpty()) {
                return unknown("the run ended before its first sample", records);
            }
            try (MetricsSource.Way way = source.open(cluster)) {
                return compare(way.database(), records);
            }
        } catch (DeployException failed) {
            return unknown(failed.getMessage(), records);
        } catch (InterruptedException ctrlC) {
            // The run is over, and its result is worth more than the check.
            return unknown("interrupted while asking for the counters", records);
        } catch (RuntimeException defect) {
            return unknown("unexpected: " + defect, records);
        }
    }

    private CrossCheck unknown(String why, Optional<CrossCheck.Records> records) {
        return CrossChecks.unknown(
                source.address().toString(), why, records, outcome.workSubtasks().size());
    }

    private CrossCheck compare(InfluxDatabase database, Optional<CrossCheck.Records> records)
            throws InterruptedException {
        Span run = Span.of(outcome.firstSecond().orElseThrow(), outcome.samples());
        Map<Integer, List<CountPoint>> series =
                new FlinkSeries(database)
                        .recordsOut(
                                outcome.jobId().orElseThrow(),
                                Operators.WORK,
                                Instant.ofEpochMilli(run.fromMillis()),
                                Instant.ofEpochMilli(run.toMillis()));
        if (!series.isEmpty()) {
            folder.keepSeries(SeriesCsv.text(outcome.firstSecond().orElseThrow(), series));
        }
        List<String> faults = faults(new InfluxChecks(database).examine().findings());
        boolean isComplete = series.size() >= outcome.samples().subtasks();
        return CrossChecks.of(
                source.address().toString(),
                outcome.samples(),
                outcome.firstSecond().orElseThrow(),
                window(run),
                series,
                isComplete ? "" : whyMissing(faults),
                records,
                isComplete ? faults : List.of());
    }

    /** The window that was measured, if there is one. */
    private Span window(Span run) {
        long first = outcome.firstSecond().orElseThrow();
        return outcome.measurement().verdict() instanceof Verdict.Steady steady
                ? Span.of(first, steady.fromSecond(), steady.toSecond())
                : run;
    }

    /** The first fault on the way, from Flink's configuration on. */
    private String whyMissing(List<String> ofDatabase) throws InterruptedException {
        List<String> all =
                new ArrayList<>(
                        faults(
                                new ReporterChecks(cluster.name(), cluster.rest(), source.address())
                                        .findings()));
        all.addAll(ofDatabase);
        return all.isEmpty()
                ? "Flink reports to it, and nothing of the job arrived. Try: deploy-tool metrics doctor"
                : String.join("; ", all);
    }

    private static List<String> faults(List<Finding> findings) {
        return findings.stream().filter(Finding::isFault).map(Finding::text).toList();
    }

    /** Both are known when the job has ended as it should. */
    private Optional<CrossCheck.Records> records() throws InterruptedException {
        if (outcome.end() == RunOutcome.End.FAILED || outcome.jobId().isEmpty()) {
            return Optional.empty();
        }
        String jobId = outcome.jobId().orElseThrow();
        OptionalLong read;
        try {
            String work = cluster.rest().job(jobId).vertexOf(Operators.WORK).id();
            read = cluster.rest().recordsRead(jobId, work);
        } catch (DeployException unknown) {
            read = OptionalLong.empty();
        }
        return Optional.of(
                new CrossCheck.Records(
                        outcome.totals().processed(),
                        read.isPresent() ? Long.valueOf(read.getAsLong()) : null));
    }
}

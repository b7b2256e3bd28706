package io.flinkvariance.run;

import io.flinkvariance.measure.SampleSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * A run whose job is there already, and what is known of it.
 *
 * @param startedAt when the job was submitted
 * @param firstSecond the second of the epoch at which the samples begin; empty before the first
 */
public record RunInProgress(
        String jobId, Instant startedAt, OptionalLong firstSecond, SampleSeries samples) {
    public RunInProgress {
        if (jobId.isBlank()) {
            throw new IllegalArgumentException("a run in progress needs the id of its job");
        }
        if (firstSecond.isEmpty() && !samples.isEmpty()) {
            throw new IllegalArgumentException("samples need to say when they begin");
        }
    }

    static RunInProgress submitted(String jobId, Instant startedAt) {
        return from(jobId, startedAt, OptionalLong.empty());
    }

    /** Of a job that was there already, with samples from a second of the epoch on. */
    static RunInProgress from(String jobId, Instant startedAt, OptionalLong firstSecond) {
        return new RunInProgress(jobId, startedAt, firstSecond, new SampleSeries(List.of()));
    }

    /** For how long somebody looked; there is a sample for each second. */
    Duration watched() {
        long untilSamples =
                firstSecond.isPresent()
                        ? Math.max(0, firstSecond.getAsLong() - startedAt.getEpochSecond())
                        : 0;
        return Duration.ofSeconds(untilSamples + samples.size());
    }
}

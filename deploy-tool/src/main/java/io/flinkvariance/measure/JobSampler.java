package io.flinkvariance.measure;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.JobDetails;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Turns the counters of a running job into one sample for every second of its clock.
 *
 * <p>The job's metrics hold the readings of the last half minute with their times, so a sample is
 * the same however late it is fetched, and a pause between two calls loses none. A longer pause
 * loses those that nobody can know any more; it makes none up.
 */
public final class JobSampler {
    private static final long SECOND_MILLIS = 1000;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Older files have three digits of a millisecond; a little more, as doubles round. */
    private static final double ROUNDING_MILLIS = 0.000501;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final FlinkRest rest;
    private final String jobId;
    private final JobHistories histories;
    private OptionalLong firstSecond = OptionalLong.empty();
    private long nextSecond;
    private Optional<Sample> lastOfAnother = Optional.empty();
    private boolean isContinued;

    private JobSampler(FlinkRest rest, String jobId, JobHistories histories) {
        this.rest = rest;
        this.jobId = jobId;
        this.histories = histories;
    }

    /**
     * Goes on where another sampler of the same job ended.
     *
     * @param firstSecond that sampler's own
     * @param samples what it gave; none of it is given again
     */
    public void continueAfter(long firstSecond, SampleSeries samples) {
        this.firstSecond = OptionalLong.of(firstSecond);
        nextSecond = firstSecond;
        isContinued = true;
        if (!samples.isEmpty()) {
            Sample last = samples.samples().get(samples.size() - 1);
            lastOfAnother = Optional.of(last);
            nextSecond = firstSecond + (long) Math.floor(last.second()) + 1;
        }
    }

    /** The second of the epoch that samples are counted from; known with the first of them. */
    public OptionalLong firstSecond() {
        return firstSecond;
    }

    /**
     * Waits until the job shows all its counters; empty if it ends before it does.
     *
     * @throws OperationFailedException if it does not within the time, with those that are missing
     */
    public static Optional<JobSampler> connect(
            FlinkRest rest, String jobId, Scenario scenario, Duration atMost)
            throws InterruptedException {
        Deadline deadline = Deadline.in(atMost);
        while (true) {
            JobDetails job = rest.job(jobId);
            if (job.state().hasEnded()) {
                return Optional.empty();
            }
            JobHistories histories = JobHistories.find(rest, jobId, job, scenario);
            if (histories.areComplete(scenario)) {
                return Optional.of(new JobSampler(rest, jobId, histories));
            }
            if (deadline.isOver()) {
                throw new OperationFailedException(
                        ("reading the job's counters: after %d s the source shows %s, the work's"
                                        + " subtasks %d of %d. Try: more slots or memory, and look"
                                        + " into Flink's log")
                                .formatted(
                                        atMost.toSeconds(),
                                        histories.source().isPresent() ? "its own" : "none",
                                        histories.work().size(),
                                        scenario.parallelism()));
            }
            deadline.pause(PAUSE);
        }
    }

    /** Fetches the counters; the samples of the seconds that are complete since the last call. */
    public List<Sample> poll() throws InterruptedException {
        histories.fetch(rest, jobId);
        List<CountTimeline> timelines = histories.timelines();
        if (timelines.stream().anyMatch(CountTimeline::isEmpty)) {
            return List.of();
        }
        if (firstSecond.isEmpty()) {
            // What has no reading yet has counted nothing.
            nextSecond =
                    wholeSecond(timelines.stream().mapToLong(CountTimeline::firstMillis).min());
            firstSecond = OptionalLong.of(nextSecond);
        } else if (isContinued) {
            // What has no reading any more has counted nobody knows what.
            long known =
                    wholeSecond(timelines.stream().mapToLong(CountTimeline::firstMillis).max());
            nextSecond = Math.max(nextSecond, known);
        }
        long last = timelines.stream().mapToLong(CountTimeline::lastMillis).min().orElse(0);
        List<Sample> samples = new ArrayList<>();
        for (; nextSecond <= last / SECOND_MILLIS; nextSecond++) {
            long millis = nextSecond * SECOND_MILLIS;
            if (timelines.stream().noneMatch(timeline -> timeline.isInHole(millis))) {
                Sample sample = sampleAt(nextSecond);
                samples.add(
                        lastOfAnother
                                .map(before -> sample.notBelow(before, ROUNDING_MILLIS))
                                .orElse(sample));
            }
        }
        return samples;
    }

    private static long wholeSecond(OptionalLong millis) {
        return (millis.orElse(0) + SECOND_MILLIS - 1) / SECOND_MILLIS;
    }

    private Sample sampleAt(long epochSecond) {
        long millis = epochSecond * SECOND_MILLIS;
        List<CountTimeline> work =
                histories.work().stream().map(JobHistories.Subtask::timeline).toList();
        return new Sample(
                epochSecond - firstSecond.orElseThrow(),
                Math.round(histories.source().orElseThrow().timeline().at(millis, 0)),
                work.stream().map(timeline -> Math.round(timeline.at(millis, 0))).toList(),
                histories.router().map(router -> sent(router.timeline(), millis)).orElse(List.of()),
                work.stream()
                        .map(timeline -> Math.round(timeline.at(millis, 1)) / NANOS_PER_MILLI)
                        .toList());
    }

    private static List<Long> sent(CountTimeline router, long millis) {
        return IntStream.range(0, router.counters())
                .mapToObj(channel -> Math.round(router.at(millis, channel)))
                .toList();
    }
}

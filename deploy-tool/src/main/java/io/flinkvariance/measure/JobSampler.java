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
import java.util.stream.Stream;

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

    /** Which counter of a source that reads a topic is of the job that it was restored from. */
    private static final int RESTORED = 1;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final FlinkRest rest;
    private final String jobId;
    private final JobHistories histories;
    private final Optional<TopicFeed> feed;
    private final CountTimeline topic = new CountTimeline();
    private OptionalLong firstSecond = OptionalLong.empty();
    private long nextSecond;
    private Optional<Sample> lastOfAnother = Optional.empty();
    private boolean isContinued;

    private JobSampler(
            FlinkRest rest, String jobId, JobHistories histories, Optional<TopicFeed> feed) {
        this.rest = rest;
        this.jobId = jobId;
        this.histories = histories;
        this.feed = feed;
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
     * When the last of the subtasks began to count, in milliseconds of the epoch, as far as the
     * readings go back that were still there; empty until all have been read once.
     */
    public OptionalLong countingSinceMillis() {
        List<CountTimeline> timelines = histories.timelines();
        return timelines.stream().anyMatch(CountTimeline::isEmpty)
                ? OptionalLong.empty()
                : timelines.stream().mapToLong(CountTimeline::firstMillis).max();
    }

    /**
     * Waits until the job shows all its counters; empty if it ends before it does.
     *
     * @param feed of the topic that the job reads, if it reads one
     * @throws OperationFailedException if it does not within the time, with those that are missing
     */
    public static Optional<JobSampler> connect(
            FlinkRest rest,
            String jobId,
            Scenario scenario,
            Optional<TopicFeed> feed,
            Duration atMost)
            throws InterruptedException {
        Deadline deadline = Deadline.in(atMost);
        while (true) {
            JobDetails job = rest.job(jobId);
            if (job.state().hasEnded()) {
                return Optional.empty();
            }
            JobHistories histories = JobHistories.find(rest, jobId, job, scenario);
            if (histories.areComplete(scenario)) {
                return Optional.of(new JobSampler(rest, jobId, histories, feed));
            }
            if (deadline.isOver()) {
                throw new OperationFailedException(
                        ("reading the job's counters: after %d s the source shows %s, the work's"
                                        + " subtasks %d of %d. Try: more slots or memory, and look"
                                        + " into Flink's log")
                                .formatted(
                                        atMost.toSeconds(),
                                        histories.sources().size() == scenario.sourceParallelism()
                                                ? "its own"
                                                : "none",
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
        if (feed.isPresent()) {
            topic.add(feed.get().offsets());
        }
        if (timelines.stream().anyMatch(CountTimeline::isEmpty)
                || (feed.isPresent() && topic.isEmpty())) {
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
        long last =
                Stream.concat(timelines.stream(), feed.stream().map(read -> topic))
                        .mapToLong(CountTimeline::lastMillis)
                        .min()
                        .orElse(0);
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
        long emitted =
                histories.sources().stream()
                        .mapToLong(source -> Math.round(source.timeline().at(millis, 0)))
                        .sum();
        return new Sample(
                epochSecond - firstSecond.orElseThrow(),
                emitted,
                work.stream().map(timeline -> Math.round(timeline.at(millis, 0))).toList(),
                sent(millis),
                work.stream()
                        .map(timeline -> Math.round(timeline.at(millis, 1)) / NANOS_PER_MILLI)
                        .toList(),
                feed.map(read -> offsets(millis, emitted)));
    }

    /**
     * How far the topic is. A source that has read what is written no sooner than a second later
     * says that the clocks of two machines disagree, and that a lag of 0 is none.
     */
    private TopicOffsets offsets(long millis, long emitted) {
        // It does not change, and counts also where a subtask of the source has no reading yet.
        long restored =
                histories.sources().stream()
                        .mapToLong(source -> source.timeline().newest(RESTORED))
                        .sum();
        OptionalLong end = topic.known(millis, 0);
        OptionalLong before = topic.known(millis - SECOND_MILLIS, 0);
        return end.isPresent()
                        && before.isPresent()
                        && restored + emitted > 2 * end.getAsLong() - before.getAsLong()
                ? TopicOffsets.UNKNOWN
                : new TopicOffsets(end, topic.known(millis, 1), restored);
    }

    /** To each channel, by all routers together. */
    private List<Long> sent(long millis) {
        if (histories.routers().isEmpty()) {
            return List.of();
        }
        return IntStream.range(0, histories.routers().get(0).timeline().counters())
                .mapToObj(
                        channel ->
                                histories.routers().stream()
                                        .mapToLong(
                                                router ->
                                                        Math.round(
                                                                router.timeline()
                                                                        .at(millis, channel)))
                                        .sum())
                .toList();
    }
}

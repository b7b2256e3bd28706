package io.flinkvariance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.EmbeddedCluster;
import io.flinkvariance.cluster.EmbeddedConfiguration;
import io.flinkvariance.kafka.KafkaFeed;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.measure.JobSampler;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.TopicFeed;
import io.flinkvariance.measure.TopicOffsets;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.rest.JobState;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of a topic through a job that goes on at another parallelism, while it fills. */
class RescaledTopicIT {
    /** More than the buffers hold, and written within some seconds. */
    private static final int RECORDS = 24_000;

    /** As many as the straggler's buffers hold, of each subtask of the source. */
    private static final int BEHIND = 2000;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir private Path folder;

    /**
     * A straggler of a millisecond, so that the source is held back and buffers are full when the
     * savepoint is asked for. Of the source one subtask has two partitions and the other one.
     */
    private static Scenario scenario() {
        return Scenarios.of(
                        "kafka-straggler",
                        Map.of(
                                "stream.parallelism", "2",
                                "stream.limit", Integer.toString(RECORDS),
                                "source.rate", "4000",
                                "source.partitions", "3",
                                "source.parallelism", "2",
                                "nums.min", "0",
                                "nums.range", "1",
                                "straggler.waitMillis", "1"))
                .withOffsetsInSavepoints();
    }

    @Test
    void bringsEachRecordOfATopicThatGoesOnFillingOnce() throws Exception {
        Map<String, String> smallest = Map.of(BufferSettings.PER_CHANNEL_KEY, "1");
        try (EmbeddedCluster cluster =
                        EmbeddedCluster.start(
                                EmbeddedConfiguration.of(1, 3, smallest),
                                KitHome.locate().embeddedFlink(),
                                folder.resolve("flink"));
                KafkaFeed feed =
                        KafkaFeed.open(
                                scenario(),
                                Optional.empty(),
                                KitHome.locate().embeddedKafka(),
                                folder.resolve("feed"))) {
            String first = cluster.submit(feed.scenario());
            StoppedJob.awaitRunning(cluster, first);
            feed.begin();
            awaitSample(cluster, first, feed.scenario(), feed, BEHIND);
            String savepoint = StoppedJob.stop(cluster, first);
            JobTotals before = StoppedJob.end(cluster, first, JobState.CANCELED);
            Scenario wider = feed.scenario().withParallelism(3);
            String second = cluster.prepareSavepoints().restore(wider, savepoint);
            Sample sample = awaitSample(cluster, second, wider, feed.begun(), 0);
            JobTotals after = StoppedJob.end(cluster, second, JobState.FINISHED);

            assertThat(after.restored()).as("it went on").isBetween(1L, RECORDS - 1L);
            assertThat(before.emitted()).isGreaterThanOrEqualTo(after.restored());
            assertThat(after.deliveredExactly(RECORDS)).as(after.toString()).isTrue();
            TopicOffsets topic = sample.topic().orElseThrow();
            assertThat(topic.restored()).isEqualTo(after.restored());
            assertThat(topic.end().orElseThrow())
                    .as("the topic went on filling")
                    .isGreaterThan(topic.restored() + sample.emitted());
        }
    }

    /** The first by which so many records were read, and of which the end of the topic is known. */
    private static Sample awaitSample(
            EmbeddedCluster cluster, String job, Scenario scenario, TopicFeed feed, int emitted)
            throws Exception {
        JobSampler sampler =
                JobSampler.connect(cluster.rest(), job, scenario, Optional.of(feed), PATIENCE)
                        .orElseThrow();
        Deadline deadline = Deadline.in(PATIENCE);
        while (true) {
            List<Sample> samples = sampler.poll();
            for (Sample sample : samples) {
                if (sample.emitted() >= emitted && sample.topic().orElseThrow().end().isPresent()) {
                    return sample;
                }
            }
            assertThat(deadline.isOver()).as("a sample in time").isFalse();
            deadline.pause(Duration.ofMillis(100));
        }
    }
}

package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.model.BufferSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static RunResult withMean(double mean, Map<String, String> overrides) {
        return Results.of(
                "minimal-variance",
                overrides,
                new RunResult.Throughput(mean, 1, 30, 10, 9, null, null, null),
                List.of(),
                null);
    }

    @Test
    void seesTheSourceAsTheLimit() {
        assertThat(Explanation.of(withMean(48.5, Map.of("stream.interval", "41"))))
                .isEqualTo(
                        "The source is the limit: the work takes all of the 49 records/s that it is"
                                + " offered.");
    }

    @Test
    void seesASourceThatIsFasterThanItWasForecastAsTheLimit() {
        assertThat(Explanation.of(withMean(56.5, Map.of("stream.interval", "41"))))
                .isEqualTo(
                        "The source is the limit: it emits 56.5 records/s, where 48.7 were forecast,"
                                + " and the work takes all of them.");
    }

    @Test
    void blamesNoSubtaskWhenTheSourceIsTheLimit() {
        RunResult busyButNotLate =
                Results.of(
                        "constant-straggler",
                        Map.of("stream.interval", "26"),
                        new RunResult.Throughput(76.0, 0.4, 60, 10, 9, null, null, 76.2),
                        List.of(
                                new RunResult.Subtask(0, "n", 19, 50.1, 0.95),
                                new RunResult.Subtask(1, "n", 19, 7.1, 0.13)),
                        0);

        assertThat(Explanation.of(busyButNotLate)).startsWith("The source is the limit");
    }

    @Test
    void seesThatNobodyWaits() {
        assertThat(Explanation.of(withMean(560, Map.of())))
                .isEqualTo(
                        "No subtask waits while there is work: together they do 99 % of what they"
                                + " can (563 records/s).");
    }

    @Test
    void comparesNoSubtasksWhereThereIsOne() {
        RunResult alone =
                Results.of(
                        "minimal-variance",
                        Map.of("stream.parallelism", "1"),
                        new RunResult.Throughput(100, 1, 30, 10, 9, null, null, null),
                        List.of(new RunResult.Subtask(0, "n", 100, 7.1, 0.71)),
                        null);

        assertThat(Explanation.of(alone))
                .isEqualTo("There is one subtask, and at 7.1 ms a record its work is the limit.");
    }

    @Test
    void seesNoOthersBesideTheHotspotThatIsAlone() {
        RunResult alone =
                Results.of(
                        "constant-straggler",
                        Map.of("stream.parallelism", "1"),
                        new RunResult.Throughput(20, 1, 30, 10, 9, null, null, null),
                        List.of(new RunResult.Subtask(0, "n", 20, 50.0, 1.0)),
                        0);

        assertThat(Explanation.of(alone))
                .isEqualTo("There is one subtask, and at 50.0 ms a record its work is the limit.");
    }

    @Test
    void namesTheHostOfWhichAllSubtasksAreSlow() {
        RunResult hot =
                Results.of(
                        "constant-straggler",
                        Map.of(),
                        new RunResult.Throughput(80, 1, 30, 10, 9, null, null, null),
                        List.of(
                                new RunResult.Subtask(0, "two:6122", 20, 50.0, 1.0),
                                new RunResult.Subtask(1, "one:6121", 20, 7.1, 0.142),
                                new RunResult.Subtask(2, "two:6122", 20, 50.0, 1.0),
                                new RunResult.Subtask(3, "one:6121", 20, 7.1, 0.142)),
                        null);

        assertThat(Explanation.of(hot))
                .startsWith(
                        "Subtasks 0 and 2, all that run on two:6122, work all the time, and the"
                                + " others wait: the host is slow, and as rebalance gives every"
                                + " subtask the same share, all keep its pace.");
    }

    @Test
    void blamesNoHostOnWhichASubtaskWaits() {
        RunResult mixed =
                Results.of(
                        "constant-straggler",
                        Map.of(),
                        new RunResult.Throughput(80, 1, 30, 10, 9, null, null, null),
                        List.of(
                                new RunResult.Subtask(0, "two", 20, 50.0, 1.0),
                                new RunResult.Subtask(1, "one", 20, 50.0, 1.0),
                                new RunResult.Subtask(2, "two", 20, 7.1, 0.142),
                                new RunResult.Subtask(3, "one", 20, 7.1, 0.142)),
                        null);

        assertThat(Explanation.of(mixed)).doesNotContain("all that run on");
    }

    @Test
    void saysOfHowManyAtOnceATimeIs() {
        RunResult overlapped =
                Results.of(
                        "constant-straggler",
                        Map.of("stream.asyncCapacity", "4"),
                        new RunResult.Throughput(320, 1, 30, 10, 9, null, null, null),
                        List.of(
                                new RunResult.Subtask(0, "n", 80, 12.5, 1.0),
                                new RunResult.Subtask(1, "n", 80, 1.8, 0.144),
                                new RunResult.Subtask(2, "n", 80, 1.8, 0.144),
                                new RunResult.Subtask(3, "n", 80, 1.8, 0.144)),
                        0);

        assertThat(Explanation.of(overlapped))
                .startsWith(
                        "Subtask 0 is the hotspot: at 12.5 ms a record with 4 under way at once it"
                                + " works all the time and does 80.0 records/s");
        assertThat(ResultTable.of(overlapped))
                .contains(
                        "ms/record: what a record takes over the 4 that a subtask may have under"
                                + " way.\n");
    }

    @Test
    void saysNothingOfACapacityThatIsNone() {
        assertThat(AtOnce.note(Map.of("stream.asyncCapacity", "many"))).isEmpty();
        assertThat(AtOnce.note(Map.of("stream.asyncCapacity", "1"))).isEmpty();
        assertThat(AtOnce.note(Map.of())).isEmpty();
    }

    @Test
    void saysWhatNoLimitCountsWhereAChannelHasFewerThanTwoBuffers() {
        BufferSettings oneEach = new BufferSettings(4096, 1, 1);
        String words =
                " With fewer than two buffers a channel (4096/1/1) subtasks are idle while the"
                        + " source waits for one, which no limit counts.";

        assertThat(Explanation.of(Results.with(Results.constantStraggler(), oneEach)))
                .isEqualTo(Explanation.of(Results.constantStraggler()) + words);
        assertThat(
                        Explanation.of(
                                Results.with(
                                        Results.constantStraggler(),
                                        new BufferSettings(4096, 1, 4))))
                .isEqualTo(Explanation.of(Results.constantStraggler()));
    }

    @Test
    void claimsNothingItDoesNotKnow() {
        assertThat(Explanation.of(withMean(300, Map.of())))
                .isEqualTo(
                        "No single subtask explains the throughput; compare the table's last"
                                + " column.");
    }
}

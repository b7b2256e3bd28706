package io.flinkvariance.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.latency.Latency.Latencies;
import io.flinkvariance.stamps.ShownStamps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowLatencyTest {
    private static final long SECOND = 1_000_000;
    private static final long EPOCH = 1_000 * SECOND;

    private final ShownStamps source = new ShownStamps("here", EPOCH);
    private final ShownStamps first = new ShownStamps("here", EPOCH);
    private final ShownStamps second = new ShownStamps("here", EPOCH);

    private Latency inWindow(long fromSecond, long toSecond) {
        return inWindow(fromSecond, toSecond, true);
    }

    private Latency inWindow(long fromSecond, long toSecond, boolean hasSchedule) {
        StampJoin join = new StampJoin(2);
        join.add(source.text(), List.of(first.text(), second.text()));
        return new WindowLatency(join, Optional.empty(), 2, 1, hasSchedule)
                .within(EPOCH + fromSecond * SECOND, EPOCH + toSecond * SECOND);
    }

    private void read() {
        List.of(source, first, second).forEach(one -> one.read(100 * SECOND));
    }

    private static Latencies all(Latency latency) {
        assertThat(latency).isInstanceOf(Latency.Measured.class);
        return ((Latency.Measured) latency).all();
    }

    private static String reason(Latency latency) {
        assertThat(latency).isInstanceOf(Latency.NotMeasured.class);
        return ((Latency.NotMeasured) latency).reason();
    }

    @Test
    void givesThePercentilesOfEachSubtaskAndOfAll() {
        for (int ordinal = 0; ordinal < 1000; ordinal++) {
            source.put(ordinal, SECOND + ordinal);
            (ordinal % 2 == 0 ? first : second)
                    .put(ordinal, SECOND + ordinal + (ordinal + 1) * 1000L);
        }
        read();

        Latency latency = inWindow(1, 3);

        Percentiles all = all(latency).fromEmission().orElseThrow();
        assertThat(all.p50()).isCloseTo(500, within(1.0));
        assertThat(all.p90()).isCloseTo(900, within(1.0));
        assertThat(all.p99()).isCloseTo(990, within(1.0));
        assertThat(all.p999()).isCloseTo(999, within(1.0));
        assertThat(all.max()).isCloseTo(1000, within(1.0));
        List<Latencies> subtasks = ((Latency.Measured) latency).subtasks();
        assertThat(subtasks).extracting(Latencies::records).containsExactly(500L, 500L);
        assertThat(subtasks.get(0).fromEmission().orElseThrow().max()).isCloseTo(999, within(1.0));
    }

    @Test
    void leavesOutWhatWasDoneBeforeTheWindowOrAfterIt() {
        source.put(0, SECOND).put(1, 2 * SECOND).put(2, 3 * SECOND);
        first.put(0, 5 * SECOND - 1).put(1, 5 * SECOND).put(2, 9 * SECOND);
        read();

        Latencies all = all(inWindow(5, 9));

        assertThat(all.records()).isEqualTo(1);
        assertThat(all.fromEmission().orElseThrow().max()).isCloseTo(3000, within(3.0));
    }

    @Test
    void countsWhatWasEmittedBeforeTheWindow() {
        source.put(0, SECOND).put(1, 5 * SECOND).put(2, 6 * SECOND);
        first.put(0, 5 * SECOND).put(1, 7 * SECOND);
        second.put(2, 7 * SECOND);
        read();

        Latency.Measured latency = (Latency.Measured) inWindow(5, 9);

        assertThat(latency.all().emittedBefore()).isOne();
        assertThat(latency.subtasks()).extracting(Latencies::emittedBefore).containsExactly(1L, 0L);
    }

    /** Of a source that was held up for a second between two records. */
    @Test
    void countsFromWhenTheSourceShouldHaveSentWhatItWasHeldUpWith() {
        source.put(0, SECOND, 0).put(1, 2 * SECOND + 2000, SECOND);
        first.put(0, SECOND + 10_000).put(1, 2 * SECOND + 12_000);
        read();

        Latencies all = all(inWindow(1, 9));

        assertThat(all.fromEmission().orElseThrow().max()).isCloseTo(10, within(0.01));
        assertThat(all.fromSchedule().orElseThrow().max()).isCloseTo(1010, within(1.0));
        assertThat(all.fromSchedule().orElseThrow().p50()).isCloseTo(10, within(0.01));
    }

    @Test
    void holdsNothingAgainstARecordThatTheSourceWasLateWithBeforeTheWindow() {
        source.put(0, SECOND, 0).put(1, 4 * SECOND, 2 * SECOND).put(2, 6 * SECOND, 2 * SECOND);
        first.put(0, SECOND + 10_000).put(1, 4 * SECOND + 10_000).put(2, 6 * SECOND + 20_000);
        read();

        assertThat(all(inWindow(3, 9)).fromSchedule().orElseThrow().max())
                .isCloseTo(20, within(0.02));
    }

    @Test
    void knowsNoScheduleOfASourceThatHasNone() {
        source.put(0, SECOND);
        first.put(0, 2 * SECOND);
        read();

        assertThat(all(inWindow(1, 9, false)).fromSchedule()).isEmpty();
    }

    @Test
    void hasNoFiguresOfASubtaskThatDidNothing() {
        source.put(0, SECOND);
        first.put(0, 2 * SECOND);
        read();

        Latency latency = inWindow(1, 9);

        assertThat(((Latency.Measured) latency).subtasks().get(1).records()).isZero();
        assertThat(((Latency.Measured) latency).subtasks().get(1).fromEmission()).isEmpty();
    }

    @Test
    void isNotMeasuredBeforeAllSubtasksShowSomething() {
        source.read(SECOND);
        first.read(SECOND);

        assertThat(reason(inWindow(0, 9)))
                .isEqualTo("a subtask never showed when its records passed");
    }

    @Test
    void isNotMeasuredByTwoClocks() {
        StampJoin join = new StampJoin(1);
        join.add(
                source.read(SECOND).text(),
                List.of(new ShownStamps("there", EPOCH).read(SECOND).text()));

        assertThat(
                        reason(
                                new WindowLatency(join, Optional.empty(), 1, 1, true)
                                        .within(EPOCH, EPOCH + SECOND)))
                .isEqualTo("source and work are on several machines, each with a clock of its own");
    }

    @Test
    void isNotMeasuredWhereReadingsOfTheWindowWereLost() {
        String lost =
                "the times of some of the window's seconds were lost, as nobody read them for too long";
        source.put(0, SECOND);
        first.put(0, 2 * SECOND).read(3 * SECOND).forget();
        read();

        assertThat(reason(inWindow(1, 9))).isEqualTo(lost);
    }

    @Test
    void isMeasuredWhereReadingsOfBeforeTheWindowWereLost() {
        source.put(0, 6 * SECOND);
        first.read(3 * SECOND).forget().read(5 * SECOND).put(0, 7 * SECOND);
        read();

        assertThat(all(inWindow(6, 9)).records()).isEqualTo(1);
    }

    @Test
    void isNotMeasuredWhereMoreThanOnePerCentHasNoEmission() {
        for (int ordinal = 0; ordinal < 100; ordinal++) {
            if (ordinal > 1) {
                source.put(ordinal, SECOND + ordinal);
            }
            first.put(ordinal, 2 * SECOND + ordinal);
        }
        read();

        assertThat(reason(inWindow(1, 9)))
                .isEqualTo("of 100 records in the window the time of emission of 2 is not known");
    }

    @Test
    void leavesOutOnePerCentWithoutAnEmission() {
        for (int ordinal = 0; ordinal < 100; ordinal++) {
            if (ordinal > 0) {
                source.put(ordinal, SECOND + ordinal);
            }
            first.put(ordinal, 2 * SECOND + ordinal);
        }
        read();

        assertThat(all(inWindow(1, 9)).records()).isEqualTo(99);
    }

    @Test
    void isNotMeasuredInAWindowWithoutRecords() {
        read();

        assertThat(reason(inWindow(1, 9)))
                .isEqualTo("none of the records that are timed was in the window");
    }
}

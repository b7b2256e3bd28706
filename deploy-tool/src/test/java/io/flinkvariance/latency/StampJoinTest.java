package io.flinkvariance.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.latency.ClockOffsets.Offset;
import io.flinkvariance.stamps.ShownStamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StampJoinTest {
    private final ShownStamps source = new ShownStamps("here", 0);
    private final ShownStamps work = new ShownStamps("here", 0);
    private final StampJoin join = new StampJoin(1);

    private void add() {
        join.add(source.text(), List.of(work.text()));
    }

    private List<Long> latencies() {
        LatencyLog log = join.log();
        return IntStream.range(0, log.rows()).mapToObj(log::latencyMicros).toList();
    }

    @Test
    void takesTheTimeFromTheEmissionToTheEndOfTheWork() {
        source.put(0, 100, 7).put(1, 101, 8).read(1000);
        work.put(0, 150).put(1, 190).read(1000);

        add();

        assertThat(latencies()).containsExactly(50L, 89L);
        assertThat(join.log().lateMicros(1)).isEqualTo(8);
        assertThat(join.log().emittedEpochMicros(1)).isEqualTo(101);
    }

    @Test
    void countsARecordOnceHoweverOftenItIsShown() {
        source.put(0, 100).read(1000);
        work.put(0, 150).read(1000);
        add();
        work.put(1, 2600).read(3000);
        source.put(1, 2500).read(3000);
        add();
        add();

        assertThat(latencies()).containsExactly(50L, 100L);
    }

    @Test
    void waitsForTheSourceToShowWhatItHadEmittedByThen() {
        source.read(1000);
        work.put(0, 1500).read(2000);
        add();
        assertThat(latencies()).isEmpty();

        source.put(0, 1400).read(2000);
        add();

        assertThat(latencies()).containsExactly(100L);
    }

    @Test
    void knowsNoLatencyWhereTheEmissionWasLost() {
        source.put(0, 100).read(1000).forget().read(2000);
        work.put(0, 150).read(2000);

        add();

        assertThat(join.log().rows()).isEqualTo(1);
        assertThat(join.log().isEmissionKnown(0)).isFalse();
    }

    @Test
    void takesTheLastEmissionOfANumberThatCameRound() {
        source.put(5, 100).put(5, 900).read(1000);
        work.put(5, 950).read(1000);

        add();

        assertThat(latencies()).containsExactly(50L);
    }

    @Test
    void doesNotGiveALostRecordThePlaceOfALaterOneOfItsNumber() {
        source.put(5, 900).read(1000);
        work.put(5, 150).put(5, 950).read(1000);

        add();

        assertThat(join.log().isEmissionKnown(0)).isFalse();
        assertThat(join.log().latencyMicros(1)).isEqualTo(50);
    }

    @Test
    void comparesNoTimesOfTwoClocks() {
        source.put(0, 100).read(1000);
        ShownStamps elsewhere = new ShownStamps("there", 0).put(0, 150).read(1000);

        join.add(source.text(), List.of(elsewhere.text()));

        assertThat(join.areComparable()).isFalse();
        assertThat(join.log().rows()).isZero();
    }

    /** The source's clock is 1,000 µs ahead of who compared them, and the work's 600. */
    private static ClockOffsets compared(long doubt) {
        return new ClockOffsets(
                0, Map.of("here", new Offset(1000, 0), "there", new Offset(600, doubt)), List.of());
    }

    @Test
    void comparesTimesOfTwoClocksFromWhenTheseWereCompared() {
        source.put(0, 1100).read(2000);
        ShownStamps elsewhere = new ShownStamps("there", 0).put(0, 750).read(2000);
        join.add(source.text(), List.of(elsewhere.text()));

        join.compareBy(compared(7));
        join.add(source.read(3000).text(), List.of(elsewhere.read(3000).text()));

        assertThat(join.areComparable()).isTrue();
        assertThat(latencies()).containsExactly(50L);
        assertThat(join.log().doneEpochMicros(0)).isEqualTo(750);
        assertThat(join.doneMicros(0)).isEqualTo(750);
    }

    @Test
    void findsAnEmissionThatSeemsToBeLaterThanTheEndOfTheWorkBecauseClocksAreComparedRoughly() {
        source.put(0, 1100).put(1, 1200).read(2000);
        ShownStamps elsewhere = new ShownStamps("there", 0).put(0, 694).put(1, 792).read(2000);
        join.compareBy(compared(7));

        join.add(source.text(), List.of(elsewhere.text()));

        assertThat(join.log().latencyMicros(0)).isEqualTo(-6);
        assertThat(join.log().isEmissionKnown(0)).isTrue();
        assertThat(join.log().isEmissionKnown(1)).isFalse();
    }

    @Test
    void waitsForEmissionsThatMayBeBeforeAnEndByRoughClocks() {
        source.put(0, 1100).read(1105);
        ShownStamps elsewhere = new ShownStamps("there", 0).put(0, 700).read(2000);
        join.compareBy(compared(7));
        join.add(source.text(), List.of(elsewhere.text()));
        assertThat(latencies()).isEmpty();

        join.add(source.read(1108).text(), List.of(elsewhere.text()));

        assertThat(latencies()).containsExactly(0L);
    }

    @Test
    void comparesNoTimesOfAClockThatWasNotCompared() {
        source.put(0, 100).read(1000);
        ShownStamps elsewhere = new ShownStamps("nowhere", 0).put(0, 150).read(1000);
        join.compareBy(compared(7));

        join.add(source.text(), List.of(elsewhere.text()));

        assertThat(join.areComparable()).isFalse();
        assertThat(join.clocks()).containsExactlyInAnyOrder("here", "nowhere");
    }

    @Test
    void isCompleteWhenEachSubtaskHasShownSomething() {
        source.read(1000);
        join.add(source.text(), List.of(""));
        assertThat(join.isComplete()).isFalse();

        join.add(source.text(), List.of(work.read(1000).text()));
        assertThat(join.isComplete()).isTrue();
    }

    /** Channels are first in, first out; who gets what is drawn, and so is when it is read. */
    @Property(tries = 100)
    void eachRecordHasItsOwnLatencyWhateverWayItTook(@ForAll long seed) {
        Random random = new Random(seed);
        int subtasks = 1 + random.nextInt(4);
        StampJoin joined = new StampJoin(subtasks);
        ShownStamps emitted = new ShownStamps("here", 0);
        List<ShownStamps> shown = new ArrayList<>();
        long[] free = new long[subtasks];
        for (int subtask = 0; subtask < subtasks; subtask++) {
            shown.add(new ShownStamps("here", 0));
        }
        // Done at another moment than any other, so that a row is found by it.
        Map<Long, Long> expected = new HashMap<>();
        List<long[]> ends = new ArrayList<>();
        long now = 0;
        for (int ordinal = 0; ordinal < 300; ordinal++) {
            now += 1 + random.nextInt(50);
            int subtask = random.nextInt(subtasks);
            free[subtask] = Math.max(free[subtask], now) + 1 + random.nextInt(200);
            while (expected.containsKey(free[subtask])) {
                free[subtask]++;
            }
            expected.put(free[subtask], free[subtask] - now);
            emitted.put(ordinal, now);
            ends.add(new long[] {subtask, ordinal, free[subtask]});
            if (random.nextInt(20) == 0) {
                emitted.read(now + 1);
            }
        }
        emitted.read(Long.MAX_VALUE);
        for (long[] end : ends) {
            shown.get((int) end[0]).put((int) end[1], end[2]);
            if (random.nextInt(20) == 0) {
                shown.get((int) end[0]).read(end[2] + 1);
                joined.add(emitted.text(), shown.stream().map(ShownStamps::text).toList());
            }
        }
        shown.forEach(one -> one.read(Long.MAX_VALUE));

        joined.add(emitted.text(), shown.stream().map(ShownStamps::text).toList());

        Map<Long, Long> found = new HashMap<>();
        for (int row = 0; row < joined.log().rows(); row++) {
            found.put(joined.log().doneEpochMicros(row), joined.log().latencyMicros(row));
        }
        assertThat(found).isEqualTo(expected);
    }
}

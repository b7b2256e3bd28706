package io.flinkvariance.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.latency.ClockOffsets.Offset;
import io.flinkvariance.stamps.ShownStamps;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparedClocksTest {
    private static final long SECOND = 1_000_000;
    private static final String NOT_COMPARED =
            "source and work are on several machines, whose clocks could not be compared: ";

    private final ShownStamps source = new ShownStamps("a", 0);
    private final ShownStamps work = new ShownStamps("b", 0);
    private final StampJoin join = new StampJoin(1);
    private final Deque<ClockOffsets> answers = new ArrayDeque<>();
    private final ComparedClocks clocks =
            new ComparedClocks(
                    join,
                    Optional.of(
                            () -> {
                                if (answers.isEmpty()) {
                                    throw new OperationFailedException("[n1] comparing: no");
                                }
                                return answers.remove();
                            }));

    private void show() {
        join.add(source.text(), List.of(work.text()));
    }

    private static ClockOffsets compared(long at, long ahead, long uncertainty) {
        return new ClockOffsets(
                at, Map.of("a", new Offset(0, 10), "b", new Offset(ahead, uncertainty)), List.of());
    }

    @Test
    void areComparedOnceAllSubtasksShowTimesAndAgainAtTheEnd() throws Exception {
        answers.add(compared(0, 500, 20));
        answers.add(compared(100 * SECOND, 900, 30));
        source.read(SECOND);
        show();
        clocks.compareOnce();
        assertThat(answers).hasSize(2);

        work.read(SECOND);
        show();
        clocks.compareOnce();
        clocks.compareOnce();
        assertThat(answers).hasSize(1);

        clocks.compareAgain();

        assertThat(answers).isEmpty();
        assertThat(clocks.failure()).isEmpty();
        assertThat(clocks.alignment().orElseThrow().summary(List.of("a", "b")))
                .isEqualTo(new ClockComparison(40, 400));
    }

    /** Half of the drift is there in the middle, all of it at the second comparison. */
    @Test
    void takeWhatTheyWentApartOutOfALatency() throws Exception {
        answers.add(compared(0, 0, 0));
        answers.add(compared(100 * SECOND, 2000, 0));
        source.put(0, 50 * SECOND).put(1, 80 * SECOND).read(100 * SECOND);
        work.read(SECOND);
        show();
        clocks.compareOnce();
        work.put(0, 50 * SECOND + 31_000).put(1, 80 * SECOND + 1500).read(100 * SECOND);
        show();

        clocks.compareAgain();

        Latency latency =
                new WindowLatency(join, clocks.alignment(), 1, 1, false).within(0, 90 * SECOND);
        Percentiles millis = ((Latency.Measured) latency).all().fromEmission().orElseThrow();
        assertThat(millis.max()).isCloseTo(30, within(0.03));
        assertThat(millis.p50()).as("0.1 ms before its emission").isZero();
        assertThat(((Latency.Measured) latency).clocks()).contains(new ClockComparison(10, 2000));
    }

    @Test
    void areNotComparedWhereThereIsOne() throws Exception {
        ShownStamps here = new ShownStamps("a", 0).read(SECOND);
        join.add(source.read(SECOND).text(), List.of(here.text()));

        clocks.compareOnce();
        clocks.compareAgain();

        assertThat(clocks.failure()).isEmpty();
        assertThat(clocks.alignment()).isEmpty();
    }

    @Test
    void sayWhyTheyWereNotCompared() throws Exception {
        source.read(SECOND);
        work.read(SECOND);
        show();

        clocks.compareOnce();

        assertThat(clocks.failure()).contains(NOT_COMPARED + "[n1] comparing: no");
    }

    @Test
    void sayWhyTheyWereNotComparedAgain() throws Exception {
        answers.add(compared(0, 500, 20));
        source.read(SECOND);
        work.read(SECOND);
        show();
        clocks.compareOnce();
        assertThat(clocks.failure()).isEmpty();

        clocks.compareAgain();

        assertThat(clocks.failure()).contains(NOT_COMPARED + "[n1] comparing: no");
    }

    @Test
    void sayWhichHostDidNotAnswerWhereOneIsMissing() throws Exception {
        source.read(SECOND);
        work.read(SECOND);
        show();
        answers.add(
                new ClockOffsets(
                        0,
                        Map.of("a", new Offset(0, 0)),
                        List.of("[n2] Permission denied", "[n3] it ended in the middle")));

        clocks.compareOnce();

        assertThat(clocks.failure())
                .contains(NOT_COMPARED + "[n2] Permission denied; [n3] it ended in the middle");
    }

    @Test
    void sayThatAHostIsNotInTheListWhereNoneFailed() throws Exception {
        source.read(SECOND);
        work.read(SECOND);
        show();
        answers.add(new ClockOffsets(0, Map.of("a", new Offset(0, 0)), List.of()));

        clocks.compareOnce();

        assertThat(clocks.failure())
                .contains(NOT_COMPARED + "no host of conf/slaves has the clock of one of them");
    }

    @Test
    void areEachOfTheirOwnWhereNobodyCanCompareThem() throws Exception {
        ComparedClocks alone = new ComparedClocks(join, Optional.empty());
        source.read(SECOND);
        work.read(SECOND);
        show();

        alone.compareOnce();
        alone.compareAgain();

        assertThat(alone.failure()).isEmpty();
        assertThat(join.areComparable()).isFalse();
    }
}

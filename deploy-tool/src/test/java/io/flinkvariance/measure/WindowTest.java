package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Queues.Channel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Windows of runs of 100 s; their cycles are given, whatever the queues do. */
class WindowTest {
    private static final int LAST = 100;

    private static final double[] SECONDS =
            IntStream.rangeClosed(0, LAST).asDoubleStream().toArray();

    private static int even(int second) {
        return 500;
    }

    /** Batches of two seconds that alternate, and cycles of six that nearly even it out. */
    private static int quick(int second) {
        return 500 + (second / 2 % 2 == 0 ? 1 : -1);
    }

    /** Cycles of six seconds, from 40 on, that alternate. */
    private static int slow(int second) {
        return 500 + ((second + 2) / 6 % 2 == 0 ? 1 : -1);
    }

    private static int drifting(int second) {
        return 500 + second / 2;
    }

    /** A counter that grows by so many records in the second that begins there. */
    private static double[] counts(IntUnaryOperator growth) {
        double[] counts = new double[LAST + 1];
        for (int second = 0; second < LAST; second++) {
            counts[second + 1] = counts[second] + growth.applyAsInt(second);
        }
        return counts;
    }

    private static Channel channel(
            int subtask, IntUnaryOperator growth, IntUnaryOperator lengthAt) {
        double[] served = counts(growth);
        return new Channel(
                subtask,
                new Curve(
                        SECONDS,
                        IntStream.rangeClosed(0, LAST)
                                .mapToDouble(at -> served[at] + lengthAt.applyAsInt(at))
                                .toArray()),
                new Curve(SECONDS, served));
    }

    /** Two subtasks with always as many records waiting. */
    private static Queues queues(
            IntUnaryOperator first, IntUnaryOperator second, IntUnaryOperator lengthAt) {
        double[] processed = counts(at -> first.applyAsInt(at) + second.applyAsInt(at));
        double[] inFlight =
                IntStream.rangeClosed(0, LAST)
                        .mapToDouble(at -> 2.0 * lengthAt.applyAsInt(at))
                        .toArray();
        return new Queues(
                List.of(channel(0, first, lengthAt), channel(1, second, lengthAt)),
                new Curve(SECONDS, inFlight),
                new Curve(SECONDS, processed),
                true);
    }

    private static Queues queues(IntUnaryOperator first, IntUnaryOperator second) {
        return queues(first, second, at -> 50);
    }

    private static Cycles cycles(int begin, int step, int end) {
        return new Cycles(
                IntStream.iterate(begin, second -> second <= end, second -> second + step)
                        .mapToObj(second -> (double) second)
                        .toList());
    }

    /** From second 40 on in cycles of six. */
    private static Window paced(Queues queues) {
        return new Window(queues, Optional.of(queues.channels().get(0)), cycles(40, 6, LAST));
    }

    private static Window unpaced(Queues queues) {
        return new Window(queues, Optional.empty(), cycles(40, 6, LAST));
    }

    private static Verdict.Steady steady(Window window) {
        Window.Outcome outcome = window.judge().orElseThrow();
        return outcome.steady().orElseThrow(() -> new AssertionError(outcome.whyNot().get()));
    }

    private static String whyNot(Window window) {
        Window.Outcome outcome = window.judge().orElseThrow();
        assertThat(outcome.steady()).isEmpty();
        return outcome.whyNot().get();
    }

    private static Window window(Double... bounds) {
        return new Window(
                queues(WindowTest::even, WindowTest::even),
                Optional.empty(),
                new Cycles(List.of(bounds)));
    }

    @Test
    void isLongEnoughFromThreeCyclesAndTwentySecondsOn() {
        assertThat(window(1.0, 7.0, 14.0, 21.0).isLongEnough()).isTrue();
        assertThat(window(1.0, 7.0, 14.0, 20.9).isLongEnough()).isFalse();
        assertThat(window(1.0, 14.0, 31.0).isLongEnough()).isFalse();
    }

    @Test
    void isJudgedByNoFewerThanThreeBatches() {
        assertThat(window(0.0, 10.0, 19.0, 20.0).judge()).as("the last is too short").isEmpty();
        assertThat(window(0.0, 10.0, 18.0, 20.0).judge()).isPresent();
    }

    @Test
    void saysThatNothingWasProcessed() {
        Queues stopping = queues(at -> at < 40 ? 500 : 0, at -> at < 40 ? 500 : 0);

        assertThat(whyNot(unpaced(stopping)))
                .isEqualTo("nothing was processed from second 40 to 100");
    }

    @Test
    void saysWhenItStoodStill() {
        IntUnaryOperator pausing = at -> at >= 60 && at < 65 ? 0 : 500;

        assertThat(whyNot(unpaced(queues(pausing, pausing))))
                .startsWith("nothing was processed from second 60 to 65; what comes after");
    }

    @Test
    void isOfAsManyBatchesAsTheWiderIntervalWhereNoSubtaskSetsThePace() {
        assertThat(steady(unpaced(queues(WindowTest::slow, WindowTest::slow))).batches())
                .as("cycles")
                .isEqualTo(10);
        assertThat(steady(unpaced(queues(WindowTest::quick, WindowTest::quick))).batches())
                .as("seconds")
                .isEqualTo(30);
        assertThat(steady(unpaced(queues(WindowTest::even, WindowTest::even))).batches())
                .as("as wide")
                .isEqualTo(10);
    }

    @Test
    void isOfAsManyBatchesAsTheWiderIntervalWhereASubtaskSetsThePace() {
        assertThat(steady(paced(queues(WindowTest::even, WindowTest::slow))).batches())
                .as("phase")
                .isEqualTo(10);
        assertThat(steady(paced(queues(WindowTest::quick, WindowTest::quick))).batches())
                .as("pace")
                .isEqualTo(50);
        assertThat(steady(paced(queues(WindowTest::even, WindowTest::even))).batches())
                .as("as wide")
                .isEqualTo(50);
    }

    @Test
    void takesThePaceOfASubtaskOnlyWhereItsQueueNeverRanEmpty() {
        assertThat(steady(paced(queues(WindowTest::even, WindowTest::even))).paceSetterPerSecond())
                .hasValue(1000);
        assertThat(
                        steady(
                                paced(
                                        queues(
                                                WindowTest::even,
                                                WindowTest::even,
                                                at -> at == 70 ? 2 : 50))))
                .extracting(Verdict.Steady::paceSetterPerSecond)
                .isEqualTo(OptionalDouble.empty());
        assertThat(
                        steady(unpaced(queues(WindowTest::even, WindowTest::even)))
                                .paceSetterPerSecond())
                .isEmpty();
    }

    @Test
    void knowsAPaceSinceItsQueueIsNoLongerEmpty() {
        IntUnaryOperator faster = at -> at < 30 ? 250 : 500;

        assertThat(steady(paced(queues(faster, faster, at -> at < 30 ? 0 : 50))).batches())
                .isEqualTo(35);
    }

    private static IntUnaryOperator stepAt(int second) {
        return at -> at < second ? 600 : 500;
    }

    @Test
    void isNotSteadyWhereAStepMayLieInIt() {
        assertThat(whyNot(paced(queues(stepAt(40), stepAt(40)))))
                .startsWith("the throughput fell from 1200 to 1000 records/s at second 40;");
        assertThat(steady(paced(queues(stepAt(38), stepAt(38)))).perSecond()).isEqualTo(1000);
    }

    @Test
    void isNotSteadyWhereAStepLiesInIt() {
        assertThat(whyNot(unpaced(queues(stepAt(70), stepAt(70)))))
                .startsWith("the throughput fell from 1200 to 1000 records/s at second 70;");
        assertThat(steady(unpaced(queues(stepAt(40), stepAt(40)))).perSecond()).isEqualTo(1000);
    }

    @Test
    void isNotSteadyWhereItIsTooShortToRuleOutADrift() {
        IntUnaryOperator noisy = at -> 500 + (Integer.bitCount(at / 2) % 2 == 0 ? 15 : -15);
        Queues queues = queues(noisy, noisy, at -> at < 76 ? 0 : 50);
        Window last =
                new Window(queues, Optional.of(queues.channels().get(0)), cycles(76, 6, LAST));

        assertThat(whyNot(last)).startsWith("from second 76 to 100 is too short to say that");
    }

    @Test
    void isNotSteadyWhereTheThroughputDriftsSinceRecordsAreInFlight() {
        Queues queues = queues(WindowTest::drifting, WindowTest::drifting, at -> at < 20 ? 0 : 50);

        assertThat(whyNot(unpaced(queues)))
                .startsWith("the throughput rises by ")
                .endsWith(" % a minute from second 20 on");
    }

    @Test
    void isNotSteadyWhereTheThroughputDriftsInItThoughAQueueRanEmpty() {
        Queues queues =
                queues(
                        WindowTest::drifting,
                        WindowTest::drifting,
                        at -> at < 20 ? 0 : at == 70 ? 2 : 50);

        assertThat(whyNot(paced(queues)))
                .startsWith("the throughput rises by ")
                .endsWith(" % a minute from second 40 on");
    }

    @Test
    void agreesWithThePaceToTwoTenthsOfAPerCent() {
        assertThat(steady(paced(queues(at -> 499, at -> 501))).perSecond()).isEqualTo(1000);
        assertThat(whyNot(paced(queues(at -> 499, at -> 502))))
                .isEqualTo(
                        "1001.0 records/s were processed, but the queue of subtask 0 allows 998.0;"
                                + " the other queues have not settled");
        assertThat(whyNot(paced(queues(at -> 502, at -> 499))))
                .contains("but the queue of subtask 0 allows 1004");
    }

    @Test
    void isNotSteadyWhereItsIntervalIsTooWide() {
        // Every other second, so that cycles of 21 and 19 s hold 11 and 9 times as much as 2 s.
        IntUnaryOperator bursts = at -> at % 2 == 0 ? 1000 : 0;
        Window window =
                new Window(
                        queues(bursts, bursts),
                        Optional.empty(),
                        new Cycles(List.of(40.0, 61.0, 80.0, 100.0)));

        assertThat(whyNot(window))
                .isEqualTo(
                        "the 95 % interval of 1000.0 records/s is ± 161.5 so far, more than 5 %");
    }
}

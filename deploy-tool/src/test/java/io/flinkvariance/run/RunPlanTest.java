package io.flinkvariance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.model.ThroughputModel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RunPlanTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final RunPlan AUTO = new RunPlan(Optional.empty(), Optional.empty(), LONG);
    private static final RunPlan MINUTE =
            new RunPlan(Optional.of(Duration.ofMinutes(1)), Optional.empty(), LONG);

    private static Verdict.Steady steady(double windowSeconds, double halfWidth) {
        return steady(windowSeconds, halfWidth, 10);
    }

    private static Verdict.Steady steady(double windowSeconds, double halfWidth, int cycles) {
        return new Verdict.Steady(
                10, 10 + windowSeconds, 100, halfWidth, cycles, 20, OptionalDouble.empty());
    }

    @Test
    void endsByItselfWhenTheIntervalIsNarrow() {
        assertThat(AUTO.isSatisfiedBy(steady(30, 2.0))).isTrue();
        assertThat(AUTO.isSatisfiedBy(steady(300, 2.1))).isFalse();
    }

    @Test
    void trustsNoIntervalOfAFewShortCycles() {
        assertThat(AUTO.isSatisfiedBy(steady(59, 0.1, 9))).isFalse();
        assertThat(AUTO.isSatisfiedBy(steady(59, 0.1, 10))).isTrue();
        assertThat(AUTO.isSatisfiedBy(steady(60, 1.0, 3))).isTrue();
        assertThat(AUTO.isSatisfiedBy(steady(60, 1.1, 3))).isFalse();
    }

    @Test
    void endsAfterTheWindowThatWasAskedFor() {
        assertThat(MINUTE.isSatisfiedBy(steady(59, 0.1))).isFalse();
        assertThat(MINUTE.isSatisfiedBy(steady(60, 9.9))).isTrue();
    }

    @Test
    void neverEndsInATransient() {
        assertThat(AUTO.isSatisfiedBy(new Verdict.Transient("growing"))).isFalse();
        assertThat(MINUTE.isSatisfiedBy(new Verdict.Transient("growing"))).isFalse();
    }

    @Test
    void neverEndsOnNothing() {
        Verdict nothing = new Verdict.Steady(0, 60, 0, 0, 9, 20, OptionalDouble.empty());

        assertThat(AUTO.isSatisfiedBy(nothing)).isFalse();
    }

    @Test
    void estimatesTheTimeThatIsLeft() {
        Duration elapsed = Duration.ofSeconds(40);
        assertThat(TimeLeft.whileMeasuring(steady(30, 4), AUTO, elapsed))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(TimeLeft.whileMeasuring(steady(30, 1), AUTO, elapsed)).isEqualTo(Duration.ZERO);
        assertThat(TimeLeft.whileMeasuring(steady(30, 0.1, 5), AUTO, elapsed))
                .as("until ten cycles")
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(TimeLeft.whileMeasuring(steady(30, 1), MINUTE, elapsed))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(TimeLeft.whileMeasuring(steady(30, 40), AUTO, elapsed))
                .as("no longer than it may take")
                .isEqualTo(Duration.ofSeconds(560));

        ThroughputModel model =
                ThroughputModel.of(
                        Scenarios.of("constant-straggler"),
                        new SleepOvershoot(0.1),
                        BufferSettings.SMALL,
                        1);
        // 19.4 s until the buffers are full and four bursts 22.8 s apart.
        assertThat(TimeLeft.whileSettling(model, Duration.ZERO)).contains(Duration.ofSeconds(110));
        assertThat(TimeLeft.whileSettling(model, Duration.ofSeconds(200))).isEmpty();
        assertThat(AUTO.leavesTimeFor(model)).isTrue();
        assertThat(RunPlan.maxTimeFor(model)).isEqualTo(Duration.ofMinutes(3));
        assertThat(
                        new RunPlan(Optional.empty(), Optional.empty(), Duration.ofSeconds(100))
                                .leavesTimeFor(model))
                .isFalse();
    }

    @Test
    void knowsADurationThatIsTooShortForASteadyState() {
        ThroughputModel model =
                ThroughputModel.of(
                        Scenarios.of("constant-straggler"),
                        new SleepOvershoot(0.1),
                        BufferSettings.SMALL,
                        1);

        assertThat(MINUTE.isShorterThanASteadyState(model)).isTrue();
        assertThat(AUTO.isShorterThanASteadyState(model)).isFalse();
    }

    @Test
    void knowsANumberOfRecordsThatIsThroughBeforeThereCanBeAResult() {
        ThroughputModel model =
                ThroughputModel.of(
                        Scenarios.of("constant-straggler"),
                        new SleepOvershoot(0.1),
                        BufferSettings.SMALL,
                        1);

        assertThat(RunPlan.endsBeforeAResult(1, model)).isTrue();
        assertThat(RunPlan.endsBeforeAResult(1_000_000, model)).isFalse();
        assertThat(
                        new RunPlan(
                                        Optional.of(Duration.ofSeconds(100)),
                                        Optional.empty(),
                                        Duration.ofMinutes(10))
                                .isShorterThanASteadyState(model))
                .isFalse();
        assertThat(RunPlan.untilFirstResult(model)).isEqualTo(Duration.ofSeconds(110));
    }
}

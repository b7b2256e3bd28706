package io.flinkvariance.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadTest {
    private static final int RECORDS = 200_000;

    /** As the job draws, with sleeps that are as long as they were asked to be. */
    private static double drawnMean(Workload workload, int subtask, long seed) {
        RecordValues values = workload.values(seed);
        Stalls stalls = workload.stalls(subtask, seed);
        long sum = 0;
        for (int sequence = 0; sequence < RECORDS; sequence++) {
            sum += stalls.serviceMillis(values.millis(sequence));
        }
        return (double) sum / RECORDS;
    }

    @ParameterizedTest(name = "waitRange {0}, waitMillis {1}")
    @CsvSource({"1, 50", "2, 50", "10, 50", "25, 30", "25, 0", "100, 400"})
    void isDrawnAsItsMeanSays(int waitRange, int waitMillis) {
        Workload workload = Workload.of(Scenarios.straggler(waitRange, waitMillis));

        for (int subtask = 0; subtask < 2; subtask++) {
            double mean = workload.meanMillis(subtask, 0);
            assertThat(drawnMean(workload, subtask, 7)).isCloseTo(mean, within(0.02 * mean));
        }
    }

    @Test
    void needsASixteenthOfATimeWithSixteenUnderWay() throws Exception {
        Scenario scenario = Scenarios.straggler(1, 48);
        Workload plain = Workload.of(scenario);
        Workload overlapped =
                Workload.of(
                        ScenarioReader.parse(
                                "x", "x", scenario.toPropertiesText() + "stream.asyncCapacity=16"));

        assertThat(plain.atOnce()).isEqualTo(1);
        assertThat(overlapped.atOnce()).isEqualTo(16);
        assertThat(overlapped.meanMillis(0, 0)).isEqualTo(3);
        assertThat(overlapped.stalls(0, 7).serviceMillis(5)).as("of each record").isEqualTo(48);
    }

    @Test
    void isSlowWhereAStragglerIsNearAndNowhereElse() throws Exception {
        Workload workload =
                Workload.of(
                        ScenarioReader.parse(
                                "x",
                                "x",
                                Scenarios.stragglers(1, 50, "2").toPropertiesText()
                                        + "straggler.scope=task-manager"));

        assertThat(workload.stallsNear(0, 7, listed -> listed.contains(2)).serviceMillis(5))
                .isEqualTo(50);
        assertThat(workload.stallsNear(0, 7, listed -> listed.contains(1)).serviceMillis(5))
                .isEqualTo(5);
        assertThat(
                        Workload.of(Scenarios.straggler(1, 50))
                                .stallsNear(1, 7, listed -> true)
                                .serviceMillis(5))
                .as("of a subtask alone")
                .isEqualTo(5);
    }

    @Test
    void letsNobodyStraggleWithoutAStraggler() {
        Scenario scenario = Scenarios.straggler(1, 50).withoutStraggler();

        assertThat(Workload.of(scenario).meanMillis(0, 0)).isEqualTo(7);
        assertThat(drawnMean(Workload.of(scenario), 0, 7)).isCloseTo(7, within(0.05));
    }

    @Test
    void overshootsOncePerSleep() {
        Workload workload = Workload.of(Scenarios.straggler(1, 50));

        assertThat(workload.meanMillis(0, 0.5)).isEqualTo(50.5);
        assertThat(workload.meanMillis(1, 0.5)).isEqualTo(7.5);
        assertThat(Workload.of(Scenarios.straggler(1, 0)).meanMillis(0, 0.5)).isZero();
    }
}

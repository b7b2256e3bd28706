package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.SubtaskMeasurement;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.scenario.Partitioner;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    private static double explained(double measuredPerSecond, double offeredPerSecond) {
        return RunResult.Throughput.of(
                        new Measurement(
                                new Verdict.Steady(
                                        10,
                                        70,
                                        measuredPerSecond,
                                        1,
                                        9,
                                        20,
                                        OptionalDouble.empty()),
                                List.of(subtask(0, 4), subtask(1, 5))),
                        Partitioner.REBALANCE,
                        offeredPerSecond)
                .explainedPerSecond();
    }

    private static SubtaskMeasurement subtask(int index, double millis) {
        return new SubtaskMeasurement(index, 100, OptionalDouble.of(millis));
    }

    @Test
    void isExplainedByTheSlowestSubtaskWhereTheSourceEmitsMore() {
        assertThat(explained(399, 900)).isEqualTo(400, within(1e-9));
    }

    @Test
    void isExplainedByTheSourceWhereItEmitsLess() {
        assertThat(explained(199, 200)).isEqualTo(200, within(1e-9));
    }

    @Test
    void isNotExplainedByASourceThatHasBecomeFasterThanWasForecast() {
        assertThat(explained(338, 200)).isEqualTo(338, within(1e-9));
        assertThat(explained(404, 200)).isEqualTo(400, within(1e-9));
    }
}

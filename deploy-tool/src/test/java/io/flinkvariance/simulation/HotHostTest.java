package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HotHostTest {
    private static SimulatedJob job(String partitioner, int taskManagers) {
        return new SimulatedJob(
                Scenarios.of("hot-host", Map.of("stream.partitioner", partitioner)),
                BufferSettings.SMALL,
                taskManagers,
                Simulated.OVERSHOOT,
                1);
    }

    /** Of four subtasks two are slow on two TaskManagers, and one on four. */
    @ParameterizedTest(name = "{0} on {1} TaskManagers: {2} records/s")
    @CsvSource({
        "rebalance, 2, 79.84",
        "least-backlog, 2, 321.61",
        "rebalance, 4, 79.84",
        "least-backlog, 4, 442.49"
    })
    void reachesWhatArithmeticSays(String partitioner, int taskManagers, double perSecond)
            throws InterruptedException {
        SimulatedJob job = job(partitioner, taskManagers);
        SimulatedRun run = SimulatedRun.of(job, Duration.ofSeconds(500));

        assertThat(job.model().expectedPerSecond())
                .isCloseTo(perSecond, Percentage.withPercentage(0.01));
        assertThat(run.measurement().verdict()).isInstanceOf(Verdict.Steady.class);
        assertThat(((Verdict.Steady) run.measurement().verdict()).perSecond())
                .isCloseTo(perSecond, Percentage.withPercentage(1));
    }

    @Test
    void isRefusedWhereThereIsOneTaskManager() {
        assertThatThrownBy(() -> job("rebalance", 1))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "hot-host: with straggler.scope=task-manager one TaskManager is slow and"
                                + " others are not, but there is only one. Try: two or more,"
                                + " --workers 2 where the tool starts them");
    }
}

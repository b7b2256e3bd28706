package io.flinkvariance.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.workload.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTimesTest {
    private static final int STALL_MILLIS = 50;

    private static RecordTimes open(String scenario, SubtaskContext context) throws Exception {
        return RecordTimes.open(context.asFlinkGivesIt(), Workload.of(Kit.scenario(scenario)), 1);
    }

    @Test
    void areAStragglersForWhoeverSharesItsTaskManagerAsLongAsItIsThere() throws Exception {
        try (RecordTimes mate = open("hot-host", new SubtaskContext("shared", 1))) {
            assertThat(mate.millis(0)).as("alone").isLessThan(STALL_MILLIS);
            try (RecordTimes straggler = open("hot-host", new SubtaskContext("shared", 0))) {
                assertThat(straggler.millis(0)).isEqualTo(STALL_MILLIS);
                assertThat(mate.millis(1)).isEqualTo(STALL_MILLIS);
            }
            assertThat(mate.millis(2)).as("alone again").isLessThan(STALL_MILLIS);
        }
    }

    @Test
    void areAStragglersForItAloneInAScenarioOfSubtasks() throws Exception {
        try (RecordTimes straggler = open("constant-straggler", new SubtaskContext("alone", 0));
                RecordTimes other = open("constant-straggler", new SubtaskContext("alone", 1))) {
            assertThat(straggler.millis(0)).isEqualTo(STALL_MILLIS);
            assertThat(other.millis(0)).isLessThan(STALL_MILLIS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant-straggler", "minimal-variance"})
    void letNobodyKnowOfASubtaskWhereItDoesNotMatterWhoIsThere(String scenario) throws Exception {
        SubtaskContext context = new SubtaskContext(scenario, 0);

        try (RecordTimes times = open(scenario, context)) {
            assertThat(times.millis(0)).isPositive();
            assertThat(context.isKnownToOthers()).isFalse();
        }
    }
}

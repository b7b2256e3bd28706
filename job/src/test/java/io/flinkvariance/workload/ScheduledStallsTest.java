package io.flinkvariance.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScheduledStallsTest {
    private final AtomicLong nanos = new AtomicLong();

    private Stalls stalls(Workload workload, int subtask) {
        return workload.stalls(subtask, 42, nanos::get);
    }

    private void at(long second) {
        nanos.set(TimeUnit.SECONDS.toNanos(second));
    }

    @Test
    void comeToASubtaskInItsPhasesOnly() {
        Workload workload = Workload.of(Scenarios.scheduled(1, 50, "0s:0,30s:1,60s:repeat"));
        Stalls first = stalls(workload, 0);
        Stalls second = stalls(workload, 1);
        Stalls third = stalls(workload, 2);

        for (long period = 0; period < 3; period++) {
            at(60 * period + 29);
            assertThat(first.serviceMillis(7)).isEqualTo(50);
            assertThat(second.serviceMillis(7)).isEqualTo(7);
            assertThat(third.serviceMillis(7)).isEqualTo(7);
            at(60 * period + 30);
            assertThat(first.serviceMillis(7)).isEqualTo(7);
            assertThat(second.serviceMillis(7)).isEqualTo(50);
            assertThat(third.serviceMillis(7)).isEqualTo(7);
        }
    }

    @Test
    void goOnAfterAPauseWhereTheyWere() {
        Workload paused = Workload.of(Scenarios.scheduled(25, 50, "0s:0,30s:none,60s:repeat"));
        Stalls stalls = stalls(paused, 0);
        Stalls without = Workload.of(Scenarios.straggler(25, 50)).stalls(0, 42);

        for (int call = 0; call < 1000; call++) {
            at(0);
            assertThat(stalls.serviceMillis(7)).isEqualTo(without.serviceMillis(7));
            at(30);
            assertThat(stalls.serviceMillis(7)).as("while it does not straggle").isEqualTo(7);
        }
    }

    @Test
    void goByTheMachinesClockSinceTheSubtaskWasOpenedUnlessTold() {
        Stalls stalls = Workload.of(Scenarios.scheduled(1, 50, "0s:0,86400s:none")).stalls(0, 42);

        assertThat(stalls.serviceMillis(7)).isEqualTo(50);
    }

    @Test
    void askForNoTimeWhereNothingChanges() {
        Stalls stalls =
                Workload.of(Scenarios.straggler(1, 50))
                        .stalls(
                                0,
                                42,
                                () -> {
                                    throw new AssertionError("the clock was read");
                                });

        assertThat(stalls.serviceMillis(7)).isEqualTo(50);
    }

    @Test
    void haveNoMeanOverAllPhases() {
        Workload workload = Workload.of(Scenarios.scheduled(1, 50, "0s:0,60s:none"));

        assertThatThrownBy(() -> workload.meanMillis(0, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("test has no mean: its straggler changes");
    }
}

package io.flinkvariance.smackdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.series.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static Trial trial(String scenario, String router, double mean, double ci95) {
        return new Trial(
                scenario, router, 1, new Outcome("folder", mean, ci95, mean, mean, 500.0, null));
    }

    private static Standing of(String scenario, String router, List<Trial> trials) {
        return Standing.of(trials).stream()
                .filter(row -> row.scenario().equals(scenario) && row.router().equals(router))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sharesOfMinimalHaveBothThroughputsIntervals() {
        List<Trial> trials =
                List.of(
                        trial("minimal-variance", "rebalance", 500, 5),
                        trial("bad-straggler", "rebalance", 250, 5));

        Standing bad = of("bad-straggler", "rebalance", trials);

        assertThat(bad.share()).isEqualTo(0.5);
        assertThat(bad.shareCi95()).isCloseTo(0.5 * Math.hypot(0.01, 0.02), within(1e-12));
        assertThat(bad.ceilingShare()).isEqualTo(1.0);
    }

    @Test
    void minimalIsItsOwnWholeForCertain() {
        Standing minimal =
                of(
                        "minimal-variance",
                        "rebalance",
                        List.of(trial("minimal-variance", "rebalance", 500, 5)));

        assertThat(minimal.share()).isEqualTo(1);
        assertThat(minimal.shareCi95()).isZero();
        assertThat(minimal.ci95()).isEqualTo(5);
    }

    @Test
    void runsThatAgreeNarrowTheInterval() {
        Standing twice =
                of(
                        "bad-straggler",
                        "rebalance",
                        List.of(
                                trial("bad-straggler", "rebalance", 250, 4),
                                trial("bad-straggler", "rebalance", 250, 4)));

        assertThat(twice.runs()).isEqualTo(2);
        assertThat(twice.ci95()).isCloseTo(4 / Math.sqrt(2), within(1e-12));
    }

    @Test
    void runsThatDifferByMoreThanTheirIntervalsWidenIt() {
        Standing apart =
                of(
                        "bad-straggler",
                        "rebalance",
                        List.of(
                                trial("bad-straggler", "rebalance", 240, 1),
                                trial("bad-straggler", "rebalance", 260, 1)));

        // Student's t with one degree of freedom, times a standard error of 10.
        assertThat(apart.mean()).isEqualTo(250);
        assertThat(apart.ci95()).isCloseTo(127.06, within(0.01));
    }

    @Test
    void withoutAMeasuredMinimalThereIsNoShare() {
        Standing alone =
                of(
                        "bad-straggler",
                        "least-backlog",
                        List.of(
                                trial("bad-straggler", "least-backlog", 480, 4),
                                Trial.planned("minimal-variance", "rebalance", 3)));

        assertThat(alone.mean()).isEqualTo(480);
        assertThat(alone.share()).isNull();
        assertThat(alone.forecastShare()).isNull();
    }
}

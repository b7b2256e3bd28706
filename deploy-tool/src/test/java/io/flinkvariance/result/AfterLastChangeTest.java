package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AfterLastChangeTest {
    private static final Scenario RECOVERING =
            Scenarios.of("recovering-straggler", Map.of("straggler.schedule", "0s:0,90s:none"));
    private static final Verdict STEADY =
            new Verdict.Steady(150, 200, 300, 1, 10, 10, OptionalDouble.empty());

    /** A queue of so many until second 90, which then shrinks by 50 a second, to 20 or 21. */
    private static SampleSeries queueOf(int records) {
        return new SampleSeries(
                IntStream.rangeClosed(0, 200)
                        .mapToObj(
                                second -> {
                                    long emitted = 10_000 + 300L * second;
                                    long queue =
                                            Math.max(
                                                    20 + second % 2,
                                                    records - 50L * Math.max(0, second - 90));
                                    return new Sample(
                                            second,
                                            emitted,
                                            List.of(emitted - queue),
                                            List.of(),
                                            List.of());
                                })
                        .toList());
    }

    @Test
    void isHowLongTheQueuesTookToGo() {
        AfterLastChange after = AfterLastChange.of(RECOVERING, queueOf(2000), STEADY).orElseThrow();

        assertThat(after).isEqualTo(new AfterLastChange(90, 2000, 21, 40.0));
        assertThat(after.toText())
                .isEqualTo(
                        "When the straggler changed for the last time, at second 90, 2000 records"
                                + " were in flight; the queues were gone 40 s later, but for the"
                                + " records that stay, up to 21.");
    }

    @Test
    void saysSoWhereNothingHadQueued() {
        AfterLastChange after = AfterLastChange.of(RECOVERING, queueOf(0), STEADY).orElseThrow();

        assertThat(after).isEqualTo(new AfterLastChange(90, 20, 21, null));
        assertThat(after.toText())
                .isEqualTo(
                        "When the straggler changed for the last time, at second 90, no more records"
                                + " were in flight, 20, than stay, up to 21.");
    }

    @Test
    void isNoneOfATransientNorOfAStragglerThatStaysOrFlaps() {
        assertThat(
                        AfterLastChange.of(
                                RECOVERING, queueOf(2000), new Verdict.Transient("a queue grew")))
                .isEmpty();
        for (String scenario :
                List.of("minimal-variance", "constant-straggler", "flapping-straggler")) {
            assertThat(AfterLastChange.of(Scenarios.of(scenario), queueOf(2000), STEADY)).isEmpty();
        }
    }
}

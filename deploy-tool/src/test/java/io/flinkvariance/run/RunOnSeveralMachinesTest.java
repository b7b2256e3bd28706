package io.flinkvariance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.latency.ClockComparison;
import io.flinkvariance.latency.ClockOffsets;
import io.flinkvariance.latency.ClockOffsets.Offset;
import io.flinkvariance.latency.Latency;
import io.flinkvariance.stamps.ShownStamps;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run whose source and work have a clock each. */
class RunOnSeveralMachinesTest {
    private static final long SECOND = 1_000_000;

    private final StubJob job = new StubJob();
    private final Deque<ClockOffsets> answers = new ArrayDeque<>();

    @AfterEach
    void stop() {
        job.close();
    }

    private static ClockOffsets ahead(long atSecond, long aheadMicros) {
        return new ClockOffsets(
                atSecond * SECOND,
                Map.of("a", new Offset(0, 10), "b", new Offset(aheadMicros, 20)),
                List.of());
    }

    /** What went apart between the two is taken out by halves in the middle. */
    @Test
    void comparesTheirClocksAsItBeginsAndAgainWhenItIsMeasured() {
        answers.add(ahead(0, 0));
        answers.add(ahead(60, 6000));
        ShownStamps source = new ShownStamps("a", 0).read(10 * SECOND);
        ShownStamps work = new ShownStamps("b", 0).read(10 * SECOND);
        job.thatRunsOnMachinesWith(answers::remove, source, work)
                .counts(1, 10)
                .at(
                        "sampled",
                        () -> {
                            source.put(0, 30 * SECOND).read(40 * SECOND);
                            work.put(0, 30 * SECOND + 53_000).read(40 * SECOND);
                            job.thatRunsOnMachinesWith(answers::remove, source, work)
                                    .counts(11, 40);
                        });

        RunOutcome outcome = job.execute();

        assertThat(answers).isEmpty();
        Latency.Measured measured = (Latency.Measured) outcome.latency().orElseThrow();
        assertThat(measured.clocks()).contains(new ClockComparison(30, 6000));
        assertThat(measured.all().fromEmission().orElseThrow().max()).isBetween(49.9, 50.1);
    }
}

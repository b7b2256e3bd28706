package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.SamplesCsv;
import io.flinkvariance.measure.Traces;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final List<RunResult.Subtask> SUBTASKS =
            List.of(
                    new RunResult.Subtask(0, "node1", 19.95, 50.0, 0.9975),
                    new RunResult.Subtask(1, "node1", 19.95, 5.0, 0.09975));

    private static RunResult.Throughput window(double from, double seconds) {
        return new RunResult.Throughput(79.8, 0.4, seconds, from, 3, null, null, null);
    }

    @Test
    void tellsApartWhatWasOfferedWhatWasTakenAndWhatCouldHaveBeenDone() throws Exception {
        SampleSeries samples = SamplesCsv.read(Traces.file(Traces.SMALL_CONSTANT));

        Load load = Load.of(952.4, samples, window(27, 68.5), SUBTASKS);

        assertThat(load.offeredPerSecond()).isEqualTo(952.4);
        assertThat(load.acceptedPerSecond()).isBetween(79.0, 81.0);
        assertThat(load.capacityPerSecond()).isEqualTo(220.0, within(1e-9));
    }

    @Test
    void takesMoreBeforeTheCollapseThanAfterIt() throws Exception {
        SampleSeries samples = SamplesCsv.read(Traces.file(Traces.SMALL_CONSTANT));

        assertThat(Load.of(952.4, samples, window(1, 5), SUBTASKS).acceptedPerSecond())
                .isGreaterThan(
                        Load.of(952.4, samples, window(27, 68.5), SUBTASKS).acceptedPerSecond());
    }

    @Test
    void isNotKnownWithoutASteadyStateOrServiceTimesOrALimitOfTheSource() {
        Load load =
                Load.of(
                        Double.POSITIVE_INFINITY,
                        new SampleSeries(List.of()),
                        null,
                        List.of(
                                SUBTASKS.get(0),
                                new RunResult.Subtask(1, "node1", 19.95, null, null)));

        assertThat(load).isEqualTo(new Load(null, null, null));
    }
}

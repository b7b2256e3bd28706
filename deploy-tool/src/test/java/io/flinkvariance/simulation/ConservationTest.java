package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Sample;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.scenario.Partitioner;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the buffers, no record is lost, none comes twice, and nothing stands still for good. */
class ConservationTest {
    private static final int RECORDS = 5000;

    private static SimulatedJob job(
            int parallelism,
            int taskManagers,
            Partitioner partitioner,
            int bufferTimeoutMillis,
            int asyncCapacity,
            BufferSettings buffers,
            long seed) {
        return new SimulatedJob(
                Scenarios.of(
                        "bad-straggler",
                        Map.of(
                                "stream.parallelism", Integer.toString(parallelism),
                                "stream.partitioner", partitioner.toString(),
                                "stream.limit", Integer.toString(RECORDS),
                                "stream.bufferTimeoutMillis", Integer.toString(bufferTimeoutMillis),
                                "stream.asyncCapacity", Integer.toString(asyncCapacity))),
                buffers,
                taskManagers,
                Simulated.OVERSHOOT,
                seed);
    }

    @Property(tries = 100)
    void everyRecordIsProcessedOnce(
            @ForAll @IntRange(min = 1, max = 9) int parallelism,
            @ForAll @IntRange(min = 1, max = 3) int taskManagers,
            @ForAll Partitioner partitioner,
            @ForAll @IntRange(min = -1, max = 150) int bufferTimeoutMillis,
            @ForAll @IntRange(min = 0, max = 5) int asyncCapacity,
            @ForAll @IntRange(min = 1, max = 3) int perChannel,
            @ForAll @IntRange(min = 0, max = 3) int floating,
            @ForAll long seed)
            throws InterruptedException {
        // Without a flusher nobody is told of a full buffer before there is a next one.
        Assume.that(bufferTimeoutMillis > 0 || perChannel + floating > 1);
        Simulation simulation =
                new Simulation(
                        job(
                                parallelism,
                                taskManagers,
                                partitioner,
                                bufferTimeoutMillis,
                                asyncCapacity,
                                new BufferSettings(4096, perChannel, floating),
                                seed));

        simulation.advanceTo(300);

        assertThat(simulation.emitted()).isEqualTo(RECORDS);
        assertThat(simulation.processed()).isEqualTo(RECORDS);
        assertThat(simulation.sample().sent())
                .isEqualTo(partitioner.countsSent() ? simulation.sample().processed() : List.of());
    }

    @Property(tries = 50)
    void neverMoreIsInFlightThanTheBuffersHold(
            @ForAll @IntRange(min = 1, max = 6) int parallelism,
            @ForAll @IntRange(min = 1, max = 3) int perChannel,
            @ForAll @IntRange(min = 0, max = 2) int floating,
            @ForAll long seed)
            throws InterruptedException {
        BufferSettings buffers = new BufferSettings(4096, perChannel, floating);
        Simulation simulation =
                new Simulation(job(parallelism, 1, Partitioner.REBALANCE, 100, 0, buffers, seed));
        // The record that a subtask works on may have left its buffer.
        double most = buffers.outputBuffers(parallelism) * buffers.recordsPerBuffer() + parallelism;

        for (int second = 0; second <= 30; second++) {
            simulation.advanceTo(second);
            Sample sample = simulation.sample();

            assertThat((double) (sample.emitted() - sample.processedInAll())).isBetween(0.0, most);
        }
    }
}

package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.SamplesCsv;
import io.flinkvariance.measure.Traces;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.scenario.Partitioner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated runs beside recorded ones of the same scenario, router and buffers. */
class RecordedRunsTest {
    private static final String CONSTANT = "constant-straggler";
    private static final Duration AS_LONG = Duration.ofSeconds(1001);

    /** The recorded runs with small buffers had none that float. */
    private static SimulatedJob job(String scenario, Partitioner partitioner, String buffers) {
        return Simulated.job(
                scenario,
                partitioner,
                buffers.equals("small")
                        ? new BufferSettings(4096, 2, 0)
                        : BufferSettings.FLINK_DEFAULT,
                1);
    }

    private static List<Sample> recorded(String trace) throws Exception {
        return SamplesCsv.read(Traces.file(trace)).samples();
    }

    private static double perSecond(List<Sample> samples, Partitioner partitioner) {
        Verdict verdict = Measurement.of(new SampleSeries(samples), partitioner, 0).verdict();
        assertThat(verdict).isInstanceOf(Verdict.Steady.class);
        return ((Verdict.Steady) verdict).perSecond();
    }

    @ParameterizedTest
    @CsvSource({
        "constant-straggler, REBALANCE, default, " + Traces.DEFAULT_CONSTANT,
        "minimal-variance, REBALANCE, default, " + Traces.DEFAULT_MINIMAL,
        "constant-straggler, REBALANCE, small, " + Traces.SMALL_CONSTANT,
        "slight-straggler, REBALANCE, small, " + Traces.SMALL_SLIGHT,
        "constant-straggler, LEAST_BACKLOG, small, " + Traces.SMALL_LEAST_BACKLOG,
        "constant-straggler, LEAST_BACKLOG, default, " + Traces.ADAPTIVE
    })
    void haveTheSameThroughputInTheLongRun(
            String scenario, Partitioner partitioner, String buffers, String trace)
            throws Exception {
        SimulatedRun run = SimulatedRun.of(job(scenario, partitioner, buffers), AS_LONG);

        assertThat(perSecond(run.samples().samples(), partitioner))
                .isCloseTo(perSecond(recorded(trace), partitioner), withPercentage(3));
    }

    private static int collapse(SimulatedJob job, List<Sample> samples) {
        ThroughputModel model = job.model();
        return (int)
                Collapse.second(
                                samples,
                                model.beforeBackpressurePerSecond(),
                                model.expectedPerSecond())
                        .orElseThrow();
    }

    /** The job on a machine that sleeps as long as that of the recorded run did. */
    private static SimulatedJob asSlow(SimulatedJob job, List<Sample> recorded) {
        Sample first = recorded.get(1);
        Sample last = recorded.get(collapse(job, recorded) - 1);
        double millis =
                1000.0
                        * (last.second() - first.second())
                        / (last.processed().get(1) - first.processed().get(1));
        return new SimulatedJob(
                job.scenario(),
                job.buffers(),
                job.taskManagers(),
                new SleepOvershoot(millis - 7),
                job.seed());
    }

    @ParameterizedTest
    @CsvSource({
        "constant-straggler, default, " + Traces.DEFAULT_CONSTANT,
        "constant-straggler, small, " + Traces.SMALL_CONSTANT,
        "slight-straggler, small, " + Traces.SMALL_SLIGHT
    })
    void collapseInTheSameSecond(String scenario, String buffers, String trace) throws Exception {
        List<Sample> recorded = recorded(trace);
        SimulatedJob job = asSlow(job(scenario, Partitioner.REBALANCE, buffers), recorded);

        List<Sample> simulated = SimulatedRun.of(job, AS_LONG).samples().samples();

        int second = collapse(job, recorded);
        // There is a sample a second, so no more can be known.
        assertThat(collapse(job, simulated))
                .isCloseTo(second, within(Math.max(1, second * 3 / 100)));
    }

    /** Bytes, segments and the pool decide about it, and no clock. */
    @ParameterizedTest
    @CsvSource({
        "constant-straggler, default, " + Traces.DEFAULT_CONSTANT,
        "constant-straggler, small, " + Traces.SMALL_CONSTANT
    })
    void stallAfterTheSameNumberOfRecords(String scenario, String buffers, String trace)
            throws Exception {
        List<Sample> recorded = recorded(trace);
        SimulatedJob job = job(scenario, Partitioner.REBALANCE, buffers);
        List<Sample> simulated = SimulatedRun.of(job, AS_LONG).samples().samples();

        Sample recordedStall = recorded.get(collapse(job, recorded) + 2);
        Sample simulatedStall = simulated.get(collapse(job, simulated) + 2);

        assertThat(Math.abs(simulatedStall.emitted() - recordedStall.emitted()))
                .isLessThanOrEqualTo(2);
        for (int subtask = 1; subtask < 4; subtask++) {
            assertThat(
                            Math.abs(
                                    simulatedStall.processed().get(subtask)
                                            - recordedStall.processed().get(subtask)))
                    .isLessThanOrEqualTo(1);
        }
    }

    /** As told of runs with Flink's own buffers: 390 s and 570 s. */
    @ParameterizedTest
    @CsvSource({"constant-straggler, 390", "bad-straggler, 570"})
    void collapseWhenRunsWithFlinksOwnBuffersDid(String scenario, double second) throws Exception {
        for (SimulatedJob job : job(scenario, Partitioner.REBALANCE, "default").repeated(5)) {
            assertThat(SimulatedRun.of(job, AS_LONG).secondsUntilCollapse().orElseThrow())
                    .isCloseTo(second, withPercentage(1));
        }
    }

    @Test
    void doNotCollapseWithoutAStragglerOrBehindARouterThatAvoidsIt() throws Exception {
        for (SimulatedJob job :
                List.of(
                        job("minimal-variance", Partitioner.REBALANCE, "small"),
                        job(CONSTANT, Partitioner.LEAST_BACKLOG, "small"))) {
            assertThat(SimulatedRun.of(job, AS_LONG).secondsUntilCollapse()).isEmpty();
        }
    }

    @Test
    void areTransientUntilTheyCollapse() throws Exception {
        SimulatedRun run =
                SimulatedRun.of(
                        job(CONSTANT, Partitioner.REBALANCE, "default"), Duration.ofSeconds(200));

        assertThat(run.secondsUntilCollapse()).isEmpty();
        assertThat(run.measurement().verdict()).isInstanceOf(Verdict.Transient.class);
    }
}

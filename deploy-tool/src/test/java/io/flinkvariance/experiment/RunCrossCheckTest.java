package io.flinkvariance.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkvariance.crosscheck.CrossCheck;
import io.flinkvariance.influxdb.StubInflux;
import io.flinkvariance.measure.LagSeries;
import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.StubFlink;
import io.flinkvariance.rest.SubtaskDetails;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.run.JobTotals;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.run.StubCluster;
import io.flinkvariance.target.MetricsSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with InfluxDB, a run has its result, and the result says what is wrong. */
class RunCrossCheckTest {
    private static final String COUNTS = "SELECT \"count\"";

    private final StubFlink flink = new StubFlink();
    private final StubInflux influx = new StubInflux();
    private final String name = influx.address().authority();

    @TempDir private Path parent;

    private RunFolder folder;

    @BeforeEach
    void hasRun() {
        folder =
                RunFolder.create(parent, Instant.EPOCH, Scenarios.of("constant-straggler"), "stub");
        flink.answer(
                "/jobs/j",
                "{'state':'CANCELED','vertices':[{'id':'w','name':'work -> Sink: sink','parallelism':1}]}");
        flink.answer(
                "/jobs/j/vertices/w",
                "{'subtasks':[{'subtask':0,'metrics':{'read-records':1000,'read-records-complete':true}}]}");
        flink.answer("/jobmanager/config", "[]");
        influx.answer(COUNTS, StubInflux.counts("[[101000,100],[105000,500],[109000,900]]"));
    }

    @AfterEach
    void close() {
        flink.close();
        influx.close();
    }

    /** Ten seconds at 100 records a second, from second 100 of the epoch on. */
    private static RunOutcome outcome(RunOutcome.End end, int samples, int attempt) {
        return new RunOutcome(
                new RunPlan(Optional.empty(), Optional.empty(), Duration.ofMinutes(1)),
                Instant.EPOCH,
                end,
                "",
                new SampleSeries(
                        LongStream.range(0, samples)
                                .mapToObj(
                                        second ->
                                                new Sample(
                                                        second,
                                                        100 * second,
                                                        List.of(100 * second),
                                                        List.of(),
                                                        List.of()))
                                .toList()),
                LagSeries.NONE,
                new Measurement(new Verdict.Transient("short"), List.of()),
                List.of(new SubtaskDetails(0, "node1", attempt)),
                new JobTotals(1000, 1000, 1000, 0, 0, 0),
                Optional.empty(),
                Optional.of("j"),
                samples == 0 ? OptionalLong.empty() : OptionalLong.of(100),
                OptionalLong.empty());
    }

    private CrossCheck check() {
        return check(outcome(RunOutcome.End.MEASURED, 11, 0));
    }

    private CrossCheck check(RunOutcome outcome) {
        return new RunCrossCheck(
                        new MetricsSource(influx.address()),
                        new StubCluster(new FlinkRest(flink.address())),
                        outcome,
                        folder)
                .make();
    }

    @Test
    void comparesAllThree() {
        CrossCheck check = check();

        assertThat(check.warnings()).isEmpty();
        assertThat(check.influxDb()).isEqualTo("http://" + name + "/flink");
        assertThat(check.throughput().influxDbPerSecond()).isCloseTo(100, within(0.01));
        assertThat(check.throughput().jobPerSecond()).isCloseTo(100, within(0.01));
        assertThat(check.records()).isEqualTo(new CrossCheck.Records(1000, 1000L));
        assertThat(folder.file(RunFolder.SERIES))
                .hasContent(
                        """
                        second,subtask,processed
                        1.000,0,100
                        5.000,0,500
                        9.000,0,900
                        """);
    }

    @Test
    void saysThatInfluxDbIsAway() {
        influx.close();

        assertThat(check().warnings())
                .containsExactly(
                        "not cross-checked: [%s] asking InfluxDB for the series of job j: connection refused"
                                .formatted(name));
    }

    @Test
    void saysWhyASeriesIsMissing() {
        influx.answer(COUNTS, "{'results':[{}]}");

        assertThat(check().warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "InfluxDB has no series of this run: [stub] metrics reporter: the"
                                + " JobManager's configuration has no metrics.reporter.influxdb.class.");
    }

    @Test
    void saysThatNothingArrivedWhereNothingIsWrong() {
        influx.answer(COUNTS, "{'results':[{}]}");
        flink.answer(
                "/jobmanager/config",
                ("[{'key':'metrics.reporter.influxdb.class','value':'org.apache.flink.metrics.influxdb.InfluxdbReporter'},"
                                + "{'key':'metrics.reporter.influxdb.host','value':'127.0.0.1'},"
                                + "{'key':'metrics.reporter.influxdb.port','value':'%d'},"
                                + "{'key':'metrics.reporter.influxdb.db','value':'flink'}]")
                        .formatted(influx.address().port()));
        flink.answer("/taskmanagers", "{'taskmanagers':[]}");

        assertThat(check().warnings())
                .containsExactly(
                        "InfluxDB has no series of this run: Flink reports to it, and nothing of"
                                + " the job arrived. Try: deploy-tool metrics doctor");
    }

    @Test
    void marksAPolicyThatKeepsTheSeriesForAnotherTime() {
        influx.policy("autogen");

        assertThat(check().warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "[%s] retention policy: the default of flink is autogen, not one_hour"
                                .formatted(name));
    }

    @Test
    void marksASeriesThatInfluxDbHasInItsMemoryOnly() {
        influx.counters(
                200,
                "{'s':{'name':'shard','tags':{'database':'flink'},'values':{'writePointsErr':3}}}");

        CrossCheck check = check();
        assertThat(check.throughput().difference()).isCloseTo(0, within(0.01));
        assertThat(check.warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "[%s] disk: since it was started, 3 points of flink could not be written to it"
                                .formatted(name));
    }

    @Test
    void saysThatFlinkForgotItsOwnCounts() {
        flink.answer("/jobs/j/vertices/w", "{'subtasks':[{'subtask':0}]}");

        assertThat(check().records()).isEqualTo(new CrossCheck.Records(1000, null));
        assertThat(check().agrees()).isFalse();
    }

    @Test
    void doesNotAskAfterARunThatHasNothingToCompare() {
        assertThat(check(outcome(RunOutcome.End.INTERRUPTED, 11, 0)).warnings())
                .containsExactly("not cross-checked: the run was interrupted");
        assertThat(check(outcome(RunOutcome.End.FAILED, 0, 0)).warnings())
                .containsExactly("not cross-checked: the run ended before its first sample");
        assertThat(check(outcome(RunOutcome.End.FAILED, 11, 1)).warnings())
                .containsExactly("not cross-checked: a subtask was started over, and counted anew");
        assertThat(influx.statements()).isEmpty();
    }
}

package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.counts.CountSnapshot;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.StubFlink;
import io.flinkvariance.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobSamplerTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String WORK_METRICS = "/jobs/j/vertices/w/metrics";
    private static final String SOURCE_METRICS = "/jobs/j/vertices/s/metrics";

    private final Scenario scenario =
            Scenarios.of("constant-straggler", Map.of("stream.parallelism", "2"));
    private final StubFlink flink = new StubFlink();
    private final FlinkRest rest = new FlinkRest(flink.address());

    @BeforeEach
    void showAJob() {
        showState("RUNNING");
        flink.answer(
                        SOURCE_METRICS,
                        "[{'id':'0.Source__source.history','value':'999:0;2000:10;3001:2012'}]")
                .answer(
                        WORK_METRICS,
                        "[{'id':'0.work.history','value':'1000:0:0;2000:4:200000000;3000:8:400000000'},"
                                + "{'id':'1.work.history','value':'1000:0:0;2000:5:35000000;3000:9:70000000'}]");
    }

    private void showState(String state) {
        flink.answer(
                "/jobs/j",
                ("{'state':'%s','vertices':["
                                + "{'id':'s','name':'Source: source','parallelism':1,'status':'RUNNING'},"
                                + "{'id':'w','name':'work -> Sink: sink','parallelism':2,'status':'RUNNING'}]}")
                        .formatted(state));
    }

    @AfterEach
    void stop() {
        flink.close();
    }

    @Test
    void makesASampleForEveryWholeSecond() throws Exception {
        JobSampler sampler =
                JobSampler.connect(rest, "j", scenario, Optional.empty(), SHORT).orElseThrow();

        assertThat(sampler.poll())
                .containsExactly(
                        new Sample(0, 0, List.of(0L, 0L), List.of(), List.of(0.0, 0.0)),
                        new Sample(1, 10, List.of(4L, 5L), List.of(), List.of(200.0, 35.0)),
                        new Sample(2, 2010, List.of(8L, 9L), List.of(), List.of(400.0, 70.0)));
    }

    /** End and committed offsets, as its process would tell them. */
    private record StubFeed(String history) implements TopicFeed {
        @Override
        public void begin() {}

        @Override
        public List<CountSnapshot> offsets() {
            return CountSnapshot.parse(history);
        }
    }

    @Test
    void addsTheOffsetsOfTheSameSecondsAndSaysWhichNobodyKnew() throws Exception {
        JobSampler sampler =
                JobSampler.connect(
                                rest,
                                "j",
                                scenario,
                                Optional.of(new StubFeed("1000:100:-1;2000:500:-1;3000:-1:-1")),
                                SHORT)
                        .orElseThrow();

        List<Sample> samples = sampler.poll();

        assertThat(samples)
                .extracting(sample -> sample.topic().orElseThrow())
                .containsExactly(
                        new TopicOffsets(OptionalLong.of(100), OptionalLong.empty(), 0),
                        new TopicOffsets(OptionalLong.of(500), OptionalLong.empty(), 0),
                        TopicOffsets.UNKNOWN);
        assertThat(samples)
                .extracting(SamplesCsv::line)
                .element(1)
                .asString()
                .endsWith(",500,490,491,");
        assertThat(samples).extracting(SamplesCsv::line).element(2).asString().endsWith(",,,,");
    }

    @Test
    void countsWhatTheJobWasRestoredWithAsReadFromItsFirstSampleOn() throws Exception {
        flink.answer(
                SOURCE_METRICS,
                "[{'id':'0.Source__source.history','value':'1700:0:40000;2000:10:40000;3001:2012:40000'}]");
        JobSampler sampler =
                JobSampler.connect(
                                rest,
                                "j",
                                scenario,
                                Optional.of(
                                        new StubFeed("1000:41000:-1;2000:43000:-1;3000:45000:-1")),
                                SHORT)
                        .orElseThrow();

        assertThat(sampler.poll())
                .extracting(SamplesCsv::line)
                .satisfiesExactly(
                        first -> assertThat(first).endsWith(",41000,1000,1000,"),
                        second -> assertThat(second).endsWith(",43000,2990,2991,"),
                        third -> assertThat(third).endsWith(",45000,2990,4983,"));
    }

    /** It has emitted 2010 by then, and 500 more are written in a second: 1500 a second later. */
    @Test
    void takesNoLagForZeroWhereTheSourceHasReadWhatIsNotWrittenYet() throws Exception {
        assertThat(offsetsAtTheEnd("1000:100:-1;2000:500:-1;3000:1000:-1"))
                .isEqualTo(TopicOffsets.UNKNOWN);
        assertThat(offsetsAtTheEnd("1000:100:-1;2000:1000:-1;3000:2000:-1").end()).hasValue(2000);
    }

    private TopicOffsets offsetsAtTheEnd(String history) throws Exception {
        List<Sample> samples =
                JobSampler.connect(rest, "j", scenario, Optional.of(new StubFeed(history)), SHORT)
                        .orElseThrow()
                        .poll();
        return samples.get(samples.size() - 1).topic().orElseThrow();
    }

    @Test
    void addsUpTheSubtasksOfTheSource() throws Exception {
        flink.answer(
                SOURCE_METRICS,
                "[{'id':'0.Source__source.history','value':'1000:1;2000:10;3000:20'},"
                        + "{'id':'1.Source__source.history','value':'1000:2;2000:30;3000:40'}]");
        Scenario kafka =
                Scenarios.of(
                        "kafka-straggler",
                        Map.of("stream.parallelism", "2", "source.parallelism", "2"));

        JobSampler sampler =
                JobSampler.connect(rest, "j", kafka, Optional.empty(), SHORT).orElseThrow();

        assertThat(sampler.poll()).extracting(Sample::emitted).containsExactly(3L, 40L, 60L);
    }

    @Test
    void givesEachSecondOnceAndLosesNoneInAPause() throws Exception {
        JobSampler sampler =
                JobSampler.connect(rest, "j", scenario, Optional.empty(), SHORT).orElseThrow();
        sampler.poll();
        assertThat(sampler.poll()).isEmpty();

        flink.answer(
                        SOURCE_METRICS,
                        "[{'id':'0.Source__source.history','value':'4000:3000;5000:4000'}]")
                .answer(
                        WORK_METRICS,
                        "[{'id':'0.work.history','value':'4000:12:600000000;5000:16:800000000'},"
                                + "{'id':'1.work.history','value':'4000:14:105000000;5000:19:140000000'}]");

        assertThat(sampler.poll()).extracting(Sample::second).containsExactly(3.0, 4.0);
    }

    private void showHistories(int fromSecond, int toSecond) {
        flink.answer(
                        SOURCE_METRICS,
                        "[{'id':'0.Source__source.history','value':'%s'}]"
                                .formatted(history(fromSecond, toSecond, 9, "")))
                .answer(
                        WORK_METRICS,
                        "[{'id':'0.work.history','value':'%s'},{'id':'1.work.history','value':'%s'}]"
                                .formatted(
                                        history(fromSecond, toSecond, 4, ":0"),
                                        history(fromSecond, toSecond, 5, ":0")));
    }

    private static String history(int from, int to, int perSecond, String more) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(second -> second + "000:" + perSecond * second + more)
                .collect(Collectors.joining(";"));
    }

    @Test
    void makesUpNoSampleOfWhatNobodyCanKnowAfterALongPause() throws Exception {
        JobSampler sampler =
                JobSampler.connect(rest, "j", scenario, Optional.empty(), SHORT).orElseThrow();
        showHistories(1, 5);
        sampler.poll();

        showHistories(40, 42);

        assertThat(sampler.poll()).extracting(Sample::second).containsExactly(39.0, 40.0, 41.0);
        assertThat(sampler.firstSecond()).hasValue(1);
    }

    @Test
    void goesOnWhereAnotherEnded() throws Exception {
        showHistories(1, 5);
        JobSampler first =
                JobSampler.connect(rest, "j", scenario, Optional.empty(), SHORT).orElseThrow();
        SampleSeries before = new SampleSeries(first.poll());
        showHistories(3, 8);
        JobSampler second =
                JobSampler.connect(rest, "j", scenario, Optional.empty(), SHORT).orElseThrow();

        second.continueAfter(first.firstSecond().orElseThrow(), before);

        List<Sample> after = second.poll();
        assertThat(after).extracting(Sample::second).containsExactly(5.0, 6.0, 7.0);
        assertThat(after).isEqualTo(first.poll());
    }

    @Test
    void goesOnFromSamplesThatWentThroughTheirFile() throws Exception {
        showIdleWork("1000:0:0;2000:1:12345678;3000:1:12345678");
        JobSampler first =
                JobSampler.connect(rest, "j", scenario, Optional.empty(), SHORT).orElseThrow();
        List<Sample> before = first.poll();
        List<String> lines = new ArrayList<>(List.of(SamplesCsv.header(before.get(0))));
        before.forEach(sample -> lines.add(SamplesCsv.line(sample)));
        showIdleWork("2000:1:12345678;3000:1:12345678;4000:1:12345678;5000:1:12345678");
        JobSampler second =
                JobSampler.connect(rest, "j", scenario, Optional.empty(), SHORT).orElseThrow();

        SampleSeries read = SamplesCsv.parse(String.join("\n", lines) + "\n", "samples.csv");
        second.continueAfter(1, read);

        List<Sample> all = new ArrayList<>(read.samples());
        all.addAll(second.poll());
        assertThat(new SampleSeries(all).samples())
                .hasSize(5)
                .last()
                .extracting(Sample::serviceMillis)
                .isEqualTo(List.of(12.345678, 12.345678));
    }

    private void showIdleWork(String history) {
        flink.answer(
                        SOURCE_METRICS,
                        "[{'id':'0.Source__source.history','value':'%s'}]".formatted(history))
                .answer(
                        WORK_METRICS,
                        "[{'id':'0.work.history','value':'%s'},{'id':'1.work.history','value':'%s'}]"
                                .formatted(history, history));
    }

    @Test
    void goesOnLaterIfItComesTooLate() throws Exception {
        showHistories(40, 41);
        JobSampler sampler =
                JobSampler.connect(rest, "j", scenario, Optional.empty(), SHORT).orElseThrow();

        sampler.continueAfter(1, new SampleSeries(List.of()));

        assertThat(sampler.poll()).extracting(Sample::second).containsExactly(39.0, 40.0);
    }

    @Test
    void waitsForASubtaskWhoseValueIsMissingInsteadOfCallingItZero() throws Exception {
        JobSampler sampler =
                JobSampler.connect(rest, "j", scenario, Optional.empty(), SHORT).orElseThrow();
        flink.answer(WORK_METRICS, "[{'id':'0.work.history','value':'1000:0:0;2000:4:200000000'}]");

        assertThat(sampler.poll()).isEmpty();
    }

    @Test
    void readsWhatTheRouterSent() throws Exception {
        flink.answer(
                        "/jobs/j",
                        "{'state':'RUNNING','vertices':["
                                + "{'id':'s','name':'Source: source -> router','parallelism':1,'status':'RUNNING'},"
                                + "{'id':'w','name':'work -> Sink: sink','parallelism':2,'status':'RUNNING'}]}")
                .answer(
                        SOURCE_METRICS,
                        "[{'id':'0.Source__source.history','value':'1000:0;2000:10'},"
                                + "{'id':'0.router.history','value':'1000:0:0;2000:3:7'}]");
        Scenario routed =
                Scenarios.of(
                        "constant-straggler",
                        Map.of("stream.parallelism", "2", "stream.partitioner", "least-backlog"));

        List<Sample> samples =
                JobSampler.connect(rest, "j", routed, Optional.empty(), SHORT).orElseThrow().poll();

        assertThat(samples).last().extracting(Sample::sent).isEqualTo(List.of(3L, 7L));
    }

    @Test
    void saysWhichCountersAreMissing() {
        flink.answer(WORK_METRICS, "[{'id':'0.work.history','value':''}]");

        assertThatThrownBy(
                        () ->
                                JobSampler.connect(
                                        rest,
                                        "j",
                                        scenario,
                                        Optional.empty(),
                                        Duration.ofSeconds(1)))
                .hasMessage(
                        "reading the job's counters: after 1 s the source shows its own, the"
                                + " work's subtasks 1 of 2. Try: more slots or memory, and look"
                                + " into Flink's log");
    }

    @Test
    void stopsWaitingWhenTheJobEnds() throws Exception {
        showState("FINISHED");

        assertThat(JobSampler.connect(rest, "j", scenario, Optional.empty(), SHORT)).isEmpty();
    }
}

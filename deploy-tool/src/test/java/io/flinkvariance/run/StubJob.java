package io.flinkvariance.run;

import io.flinkvariance.latency.HostClocks;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.StubFlink;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.stamps.ShownStamps;
import io.flinkvariance.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A job of one subtask in a stub of Flink, the run of it, and all that its observer is told. */
final class StubJob implements RunObserver, AutoCloseable {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final RunPlan PLAN =
            new RunPlan(Optional.empty(), Optional.empty(), Duration.ofSeconds(1));

    /** It is submitted, has begun, is sampled, measuring, disconnected or connected. */
    private final Map<String, Runnable> actions = new HashMap<>();

    private final List<String> events = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final StubFlink flink = new StubFlink();
    private boolean outlivesTheTool;
    private Optional<String> endWithoutFlink = Optional.empty();
    private Duration silence = LONG;
    private Optional<Duration> jobStartTimeout = Optional.empty();
    private Optional<HostClocks> clocks = Optional.empty();
    private String sourceStamps = "";
    private String workStamps = "";
    private long serviceNanos;

    StubJob() {
        state("RUNNING").attempt(0).counts(1, 40);
        flink.when("PATCH /jobs/j?mode=cancel", () -> state("CANCELED"))
                .answer("/jobs/j/accumulators", accumulators("recordsProcessed", 21))
                .answer("/jobs/j/exceptions", "{'root-exception':'java.lang.Exception: lost'}");
    }

    StubFlink flink() {
        return flink;
    }

    /** Flink's answer for a job that has one accumulator. */
    static String accumulators(String name, long value) {
        return "{'user-task-accumulators':[{'name':'%s','value':'%d'}]}".formatted(name, value);
    }

    StubJob state(String state) {
        flink.answer(
                "/jobs/j",
                ("{'state':'%s','vertices':["
                                + "{'id':'s','name':'Source: source','parallelism':1},"
                                + "{'id':'w','name':'work','parallelism':1}]}")
                        .formatted(state));
        return this;
    }

    StubJob attempt(int attempt) {
        flink.answer(
                "/jobs/j/vertices/w",
                "{'subtasks':[{'subtask':0,'host':'n','attempt':%d}]}".formatted(attempt));
        return this;
    }

    /** The cluster is one that runs without the tool. */
    StubJob thatOutlivesTheTool() {
        outlivesTheTool = true;
        return this;
    }

    /** The cluster is one that somebody else than Flink can end, who then says so. */
    StubJob thatIsEndedBy(String words) {
        endWithoutFlink = Optional.of(words);
        return this;
    }

    /** The run waits for new counts a short time only. */
    StubJob impatientWithSilence() {
        silence = SHORT;
        return this;
    }

    /**
     * The run has the patience of any other, with a cluster that takes that long to start a job.
     */
    StubJob thatMayTakeToStart(Duration atMost) {
        jobStartTimeout = Optional.of(atMost);
        return this;
    }

    /** Source and work are on two machines, and show times by the clock of each. */
    StubJob thatRunsOnMachinesWith(HostClocks compared, ShownStamps source, ShownStamps work) {
        clocks = Optional.of(compared);
        sourceStamps = ",{'id':'0.source.stamps','value':'%s'}".formatted(source.text());
        workStamps = ",{'id':'0.work.stamps','value':'%s'}".formatted(work.text());
        return this;
    }

    /** What the subtask has worked by any second; for the counters that are told of next. */
    StubJob serviceNanos(long nanos) {
        serviceNanos = nanos;
        return this;
    }

    /** The job remembers its counters from one second of the epoch to another. */
    StubJob counts(int fromSecond, int toSecond) {
        return counts(fromSecond, toSecond, 0);
    }

    /** The same, but it began to count at the first of these seconds. */
    StubJob countsFromNothing(int fromSecond, int toSecond) {
        return counts(fromSecond, toSecond, fromSecond);
    }

    private StubJob counts(int fromSecond, int toSecond, int zero) {
        flink.answer(
                        "/jobs/j/vertices/s/metrics",
                        "[{'id':'0.source.history','value':'%s'}%s]"
                                .formatted(
                                        history(fromSecond, toSecond, zero, "%d000:%d"),
                                        sourceStamps))
                .answer(
                        "/jobs/j/vertices/w/metrics",
                        "[{'id':'0.work.history','value':'%s'}%s]"
                                .formatted(
                                        history(
                                                fromSecond,
                                                toSecond,
                                                zero,
                                                "%d000:%d:" + serviceNanos),
                                        workStamps));
        return this;
    }

    private static String history(int from, int to, int zero, String reading) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(second -> reading.formatted(second, 20 * (second - zero)))
                .collect(Collectors.joining(";"));
    }

    /** Does something at the first event of a kind. */
    StubJob at(String event, Runnable action) {
        actions.put(event, action);
        return this;
    }

    List<String> events() {
        return events;
    }

    List<Sample> samples() {
        return samples;
    }

    RunOutcome execute(String... overrides) {
        return run(PLAN, overrides).execute();
    }

    RunOutcome resume(RunInProgress run) {
        return run(PLAN).resume(run);
    }

    /** A run that was not begun yet. */
    ScenarioRun run(String... overrides) {
        return run(PLAN, overrides);
    }

    private ScenarioRun run(RunPlan plan, String... overrides) {
        Map<String, String> properties = new HashMap<>(Map.of("stream.parallelism", "1"));
        for (int key = 0; key < overrides.length; key += 2) {
            properties.put(overrides[key], overrides[key + 1]);
        }
        Scenario scenario = Scenarios.of("constant-straggler", properties);
        StubCluster cluster =
                new StubCluster(
                        new FlinkRest(flink.address()),
                        outlivesTheTool,
                        jobStartTimeout.orElse(LONG),
                        endWithoutFlink,
                        clocks);
        ThroughputModel model =
                ThroughputModel.of(scenario, SleepOvershoot.NONE, BufferSettings.SMALL, 1);
        if (jobStartTimeout.isPresent()) {
            return new ScenarioRun(cluster, scenario, model, plan, Optional.empty(), this);
        }
        return new ScenarioRun(
                cluster,
                scenario,
                model,
                plan,
                Optional.empty(),
                this,
                new Patience(
                        SHORT,
                        SHORT,
                        LONG,
                        silence,
                        SHORT,
                        Duration.ofMillis(50),
                        new SimulatedTime()));
    }

    /**
     * Time that passes in pauses only: however busy the machine is, a run waits as often as it
     * would on an idle one.
     */
    private static final class SimulatedTime implements Ticker {
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void pause(Duration length) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            nanos += length.toNanos();
        }
    }

    private void tell(String event, String details) {
        events.add(event + details);
        Runnable action = actions.remove(event);
        if (action != null) {
            action.run();
        }
    }

    @Override
    public void submitted(String jobId) {
        tell("submitted", " " + jobId);
    }

    @Override
    public void began(long firstSecond) {
        tell("began", " " + firstSecond);
    }

    @Override
    public void sampled(List<Sample> fresh) {
        samples.addAll(fresh);
        tell("sampled", " " + fresh.size());
    }

    @Override
    public void progressed(RunProgress progress) {
        Runnable action = actions.remove(progress.phase().toString());
        if (action != null) {
            action.run();
        }
    }

    @Override
    public void disconnected(String why) {
        tell("disconnected", "");
    }

    @Override
    public void connected(Duration outage) {
        tell("connected", "");
    }

    @Override
    public void close() {
        flink.close();
    }
}

package io.flinkvariance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.rest.StubFlink;
import io.flinkvariance.scenario.Scenario;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScenarioRunTest {
    private static final RunPlan PLAN =
            new RunPlan(Optional.empty(), Optional.empty(), Duration.ofSeconds(1));

    private final StubFlink flink = new StubFlink();
    private final List<Sample> samples = new ArrayList<>();

    @AfterEach
    void stop() {
        flink.close();
    }

    private RunOutcome run(String... overrides) {
        Scenario scenario =
                Scenarios.of(
                        "constant-straggler",
                        overrides.length == 0
                                ? Map.of("stream.parallelism", "1")
                                : Map.of("stream.parallelism", "1", overrides[0], overrides[1]));
        ThroughputModel model =
                ThroughputModel.of(scenario, SleepOvershoot.NONE, BufferSettings.SMALL, 1);
        RunObserver observer =
                new RunObserver() {
                    @Override
                    public void sampled(List<Sample> fresh) {
                        samples.addAll(fresh);
                    }

                    @Override
                    public void progressed(RunProgress progress) {
                        // Nobody is looking.
                    }
                };
        return new ScenarioRun(new StubCluster(flink.address()), scenario, model, PLAN, observer)
                .execute();
    }

    private void showJob(String state) {
        flink.answer(
                        "/jobs/j",
                        ("{'state':'%s','vertices':["
                                        + "{'id':'s','name':'Source: source','parallelism':1,'status':'RUNNING'},"
                                        + "{'id':'w','name':'work','parallelism':1,'status':'RUNNING'}]}")
                                .formatted(state))
                .answer("/jobs/j/vertices/w", "{'subtasks':[{'subtask':0,'host':'n','attempt':0}]}")
                .answer(
                        "/jobs/j/vertices/s/metrics",
                        "[{'id':'0.source.history','value':'1000:0;2000:40'}]")
                .answer(
                        "/jobs/j/vertices/w/metrics",
                        "[{'id':'0.work.history','value':'1000:0:0;2000:20:1000000000'}]")
                .answer(
                        "/jobs/j/accumulators",
                        "{'user-task-accumulators':[{'name':'recordsProcessed','value':'21'}]}");
    }

    @Test
    void tellsWhyAJobFailed() {
        showJob("FAILED");
        flink.answer("/jobs/j/exceptions", "{'root-exception':'java.lang.Exception: lost'}");

        RunOutcome outcome = run();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(outcome.failure())
                .isEqualTo(
                        "running constant-straggler: the job ended as FAILED: java.lang.Exception:"
                                + " lost");
        assertThat(flink.requests()).noneMatch(request -> request.startsWith("PATCH"));
    }

    @Test
    void takesABoundedJobToItsEnd() {
        showJob("FINISHED");

        RunOutcome outcome = run("stream.limit", "21");

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FINISHED);
        assertThat(outcome.totals().processed()).isEqualTo(21);
        assertThat(outcome.restarts()).isZero();
    }

    @Test
    void givesUpInTimeAndCancels() {
        showJob("RUNNING");
        // The stub's job cannot be cancelled, so the run says so in the end; what counts is that it
        // asked, and kept what it had.
        flink.answer("/jobs/j/vertices/w", "{'subtasks':[{'subtask':0,'host':'n','attempt':3}]}");
        Thread runner = Thread.currentThread();
        Thread ctrlC = new Thread(() -> interruptAfterCancel(runner), "ctrl-c");
        ctrlC.setDaemon(true);
        ctrlC.start();

        RunOutcome outcome = run();

        assertThat(flink.requests()).contains("PATCH /jobs/j?mode=cancel");
        assertThat(samples).hasSize(2);
        assertThat(outcome.samples().samples()).isEqualTo(samples);
        assertThat(outcome.restarts()).isEqualTo(3);
        assertThat(outcome.end()).isEqualTo(RunOutcome.End.INTERRUPTED);
    }

    private void interruptAfterCancel(Thread runner) {
        while (flink.requests().stream().noneMatch(request -> request.startsWith("PATCH"))) {
            Thread.onSpinWait();
        }
        runner.interrupt();
    }

    /** A cluster that is nothing but a REST address. */
    private record StubCluster(URI restAddress) implements Cluster {
        @Override
        public String target() {
            return "stub";
        }

        @Override
        public String description() {
            return "a stub";
        }

        @Override
        public String flinkVersion() {
            return "0";
        }

        @Override
        public String javaVersion() {
            return "0";
        }

        @Override
        public BufferSettings buffers() {
            return BufferSettings.SMALL;
        }

        @Override
        public int taskManagers() {
            return 1;
        }

        @Override
        public Map<String, String> flinkConf() {
            return Map.of();
        }

        @Override
        public String submit(Scenario scenario) {
            return "j";
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}

package io.flinkvariance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.JobSavepoints;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RescaledRunTest {
    private static final String TRIGGER = "POST /jobs/j/savepoints";
    private static final String CANCEL = "PATCH /jobs/j?mode=cancel";
    private static final String STATE = "/jobs/j/savepoints/r";

    private final StubJob job = new StubJob();
    private final List<String> restored = new ArrayList<>();
    private int recordsRestored = 15;
    private final List<String> notes = new ArrayList<>();

    RescaledRunTest() {
        job.flink()
                .answer("/jobs/j/savepoints", 202, "{'request-id':'r'}")
                .answer(STATE, "{'status':{'id':'IN_PROGRESS'}}")
                .answer("/savepoint-disposal", 202, "{'request-id':'d'}");
    }

    @AfterEach
    void stop() {
        job.close();
    }

    /** The second job is the first one over again, with the counts of a restored one. */
    private final class Savepoints implements JobSavepoints {
        @Override
        public String folder() {
            return "file:///s";
        }

        @Override
        public String restore(Scenario scenario, String savepoint) {
            restored.add(savepoint);
            job.state("RUNNING");
            job.flink()
                    .answer(
                            "/jobs/j/accumulators",
                            StubJob.accumulators("recordsRestored", recordsRestored));
            return "j";
        }
    }

    private RescaledOutcome execute(String... overrides) {
        return new RescaledRun(
                        new Savepoints(),
                        new FlinkRest(job.flink().address()).savepoints(),
                        job.run(overrides),
                        job.run(overrides),
                        job.run(overrides),
                        Duration.ofSeconds(1),
                        notes::add)
                .execute();
    }

    private void savepointIsWhole() {
        job.flink()
                .answer(
                        STATE,
                        "{'status':{'id':'COMPLETED'},'operation':{'location':'file:/s/savepoint-1'}}");
        job.state("CANCELED");
    }

    private void savepointFails() {
        job.flink()
                .answer(
                        STATE,
                        "{'status':{'id':'COMPLETED'},'operation':{'failure-cause':{'class':'a.B',"
                                + "'stack-trace':'a.BException: Checkpoint expired before completing.'}}}");
    }

    @Test
    void doesNotKnowWhatWasProcessedAgainWhereTheFirstJobHasNotToldAllThatItProcessed() {
        job.at("savepoint", this::savepointIsWhole);
        recordsRestored = 22;

        RescaledOutcome outcome = execute();

        assertThat(outcome.after().orElseThrow().end()).isEqualTo(RunOutcome.End.MEASURED);
        assertThat(outcome.processedAgain()).isEmpty();
    }

    /**
     * As Flink does with its own settings: the job is gone, and what is told of it is of three
     * seconds ago.
     */
    @Test
    void readsTheTotalsOfTheFirstJobWhenFlinkHasForgottenWhatTheyWereBefore() {
        job.at("savepoint", this::savepointIsWholeAndOldAnswersAreKept);

        assertThat(execute().processedAgain()).hasValue(21 - 15);
    }

    private void savepointIsWholeAndOldAnswersAreKept() {
        savepointIsWhole();
        job.state("RUNNING");
        job.flink()
                .answer("/jobs/j/accumulators", "{'user-task-accumulators':[]}")
                .when(CANCEL, () -> job.flink().answer("/jobs/j", 404, "{'errors':[]}"));
        AtomicInteger looks = new AtomicInteger();
        job.flink()
                .when(
                        "GET /jobs/j",
                        () -> {
                            int look = looks.incrementAndGet();
                            if (look < 4) {
                                job.state("RUNNING");
                            } else if (look == 4) {
                                job.state("CANCELED")
                                        .flink()
                                        .answer(
                                                "/jobs/j/accumulators",
                                                StubJob.accumulators("recordsProcessed", 21));
                            }
                        });
    }

    @Test
    void doesNotWaitForTheTotalsOfAJobThatIsGoneForEver() {
        job.at(
                "savepoint",
                () -> {
                    savepointIsWhole();
                    job.state("RUNNING");
                    job.flink()
                            .when(CANCEL, () -> job.flink().answer("/jobs/j", 404, "{'errors':[]}"))
                            .when("GET /jobs/j", () -> job.state("RUNNING"));
                });

        RescaledOutcome outcome = execute();

        assertThat(outcome.before().end()).isEqualTo(RunOutcome.End.MEASURED);
        assertThat(restored).hasSize(1);
    }

    @Test
    void goesOnFromTheSavepointOfTheJobThatIsMeasured() {
        job.at("savepoint", this::savepointIsWhole);

        RescaledOutcome outcome = execute();

        assertThat(outcome.before().end()).isEqualTo(RunOutcome.End.MEASURED);
        assertThat(outcome.after().orElseThrow().end()).isEqualTo(RunOutcome.End.MEASURED);
        assertThat(outcome.savepoint().orElseThrow().location()).contains("file:/s/savepoint-1");
        assertThat(restored).containsExactly("file:/s/savepoint-1");
        assertThat(outcome.processedAgain()).hasValue(21 - 15);
        assertThat(outcome.last().jobLeftRunning()).isEmpty();
        assertThat(job.flink().bodies())
                .contains(
                        "{\"target-directory\":\"file:///s\",\"cancel-job\":true}",
                        "{\"savepoint-path\":\"file:/s/savepoint-1\"}");
        assertThat(notes).first().isEqualTo("measured; asking for a savepoint with cancel");
        assertThat(notes.get(1)).matches("the savepoint took \\d+\\.\\d s; restarting from it");
    }

    @Test
    void judgesNothingThatComesWhileTheSavepointIsMade() {
        job.at(
                "savepoint",
                () -> {
                    job.counts(30, 70);
                    job.at("savepoint", this::savepointIsWhole);
                });

        RescaledOutcome outcome = execute();

        assertThat(outcome.before().samples().size()).isEqualTo(40);
        assertThat(job.events()).contains("sampled 40", "sampled 30");
    }

    @Test
    void measuresTheFirstJobOnWhenItsSavepointFails() {
        job.at("savepoint", () -> failWithMoreCounts());

        RescaledOutcome outcome = execute();

        assertThat(outcome.savepoint().orElseThrow().failure())
                .isEqualTo("Checkpoint expired before completing.");
        assertThat(restored).isEmpty();
        assertThat(outcome.before().end()).isEqualTo(RunOutcome.End.MEASURED);
        assertThat(outcome.after().orElseThrow().samples().size()).isPositive();
        assertThat(outcome.last().jobLeftRunning()).isEmpty();
        assertThat(notes.get(1))
                .matches(
                        "the savepoint failed after \\d+ s, and the job runs on, and is measured on:"
                                + " Checkpoint expired before completing\\.");
        assertThat(job.flink().requests()).contains(CANCEL);
    }

    private void failWithMoreCounts() {
        savepointFails();
        job.counts(41, 80);
    }

    @Test
    void takesARefusalForAFailure() {
        job.flink().answer("/jobs/j/savepoints", 500, "{'errors':['no savepoints here']}");

        RescaledOutcome outcome = execute();

        assertThat(outcome.savepoint().orElseThrow().failure()).contains("no savepoints here");
        assertThat(restored).isEmpty();
        assertThat(outcome.last().jobLeftRunning()).isEmpty();
    }

    @Test
    void doesNotWaitForASavepointForEver() {
        RescaledOutcome outcome = execute();

        assertThat(outcome.savepoint().orElseThrow().failure())
                .isEqualTo("no word of it from Flink after 1 s");
        assertThat(outcome.savepoint().get().took()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void leavesNothingWhenItIsInterruptedDuringTheSavepoint() {
        Thread runner = Thread.currentThread();
        job.flink().when("GET " + STATE, runner::interrupt);

        RescaledOutcome outcome = execute();

        assertThat(outcome.last().end()).isEqualTo(RunOutcome.End.INTERRUPTED);
        assertThat(outcome.last().jobLeftRunning()).isEmpty();
        assertThat(restored).isEmpty();
        assertThat(job.flink().requests()).contains(CANCEL);
    }

    @Test
    void asksForNoSavepointOfAJobThatIsNotMeasured() {
        job.counts(1, 2);

        RescaledOutcome outcome = execute();

        assertThat(outcome.last().end()).isEqualTo(RunOutcome.End.OUT_OF_TIME);
        assertThat(outcome.savepoint()).isEqualTo(Optional.empty());
        assertThat(job.flink().requests()).doesNotContain(TRIGGER).contains(CANCEL);
    }

    @Test
    void saysThatABoundedJobWasAtItsEndTooSoon() {
        job.state("FINISHED");

        RescaledOutcome outcome = execute("stream.limit", "21");

        assertThat(outcome.last().end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(outcome.last().failure())
                .isEqualTo(
                        "not rescaled: all 21 records were processed before the throughput was"
                                + " steady. Try: a larger stream.limit");
    }
}

package io.flinkvariance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.BookkeepingException;
import io.flinkvariance.measure.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScenarioRunTest {
    private static final String CANCEL = "PATCH /jobs/j?mode=cancel";

    private final StubJob job = new StubJob();

    @AfterEach
    void stop() {
        job.close();
    }

    @Test
    void measuresAndCancels() {
        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.MEASURED);
        assertThat(outcome.measurement().verdict()).isInstanceOf(Verdict.Steady.class);
        assertThat(outcome.jobLeftRunning()).isEmpty();
        assertThat(job.events()).containsExactly("submitted j", "began 1", "sampled 40");
        assertThat(job.flink().requests()).contains(CANCEL);
    }

    @Test
    void tellsWhyAJobFailed() {
        job.state("FAILED");

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(outcome.failure())
                .isEqualTo(
                        "running constant-straggler: the job ended as FAILED: java.lang.Exception:"
                                + " lost");
        assertThat(job.flink().requests()).doesNotContain(CANCEL);
    }

    @Test
    void waitsForCountersAsLongAsTheClusterMayTakeToStartAJob() {
        job.flink()
                .answer("/jobs/j/vertices/s/metrics", "[]")
                .answer("/jobs/j/vertices/w/metrics", "[]");

        assertThat(job.thatMayTakeToStart(Duration.ofSeconds(1)).execute().failure())
                .isEqualTo(
                        "reading the job's counters: after 1 s the source shows none, the work's"
                                + " subtasks 0 of 1. Try: more slots or memory, and look into"
                                + " Flink's log");
        assertThat(job.flink().requests()).contains(CANCEL);
    }

    @Test
    void waitsUntilAJobThatIsFailingHasFailed() {
        job.counts(1, 10)
                .at(
                        "sampled",
                        () -> job.state("FAILING").at("settling", () -> job.state("FAILED")));

        assertThat(job.execute().failure())
                .isEqualTo(
                        "running constant-straggler: the job ended as FAILED: java.lang.Exception:"
                                + " lost");
    }

    @Test
    void takesABoundedJobToItsEnd() {
        job.state("FINISHED");

        RunOutcome outcome = job.execute("stream.limit", "21");

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FINISHED);
        assertThat(outcome.totals().processed()).isEqualTo(21);
        assertThat(outcome.restarts()).isZero();
    }

    @Test
    void givesUpInTimeAndCancels() {
        job.counts(1, 2).attempt(3);

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.OUT_OF_TIME);
        assertThat(job.flink().requests()).contains(CANCEL);
        assertThat(outcome.samples().samples()).hasSize(2);
        assertThat(outcome.samples().samples()).isEqualTo(job.samples());
        assertThat(outcome.restarts()).isEqualTo(3);
    }

    @Test
    void hasNoResultWhenASubtaskIsStartedOver() {
        job.counts(1, 30).at("sampled", () -> job.counts(31, 60).attempt(1));

        assertHasNoResult(job.execute("stream.limit", "1000"), 1);
    }

    @Test
    void hasNoResultWhenTheJobIsStartedOver() {
        job.counts(1, 30).at("sampled", () -> job.counts(31, 60).state("RESTARTING"));

        assertHasNoResult(job.execute("stream.limit", "1000"), 0);
    }

    private void assertHasNoResult(RunOutcome outcome, int restarts) {
        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(outcome.failure())
                .isEqualTo(
                        "running constant-straggler: a subtask was started over during the run:"
                                + " java.lang.Exception: lost");
        assertThat(outcome.measurement().verdict())
                .isEqualTo(new Verdict.Transient("a subtask was started over during the run"));
        assertThat(outcome.restarts()).isEqualTo(restarts);
        assertThat(outcome.samples().size()).isEqualTo(30);
        assertThat(job.flink().requests()).contains(CANCEL);
    }

    @Test
    void keepsOnlyTheSamplesBeforeACounterThatWentBack() {
        job.counts(1, 10).at("sampled", () -> job.countsFromNothing(11, 12));

        RunOutcome outcome = job.execute();

        assertThat(outcome.failure())
                .isEqualTo(
                        "reading the job's counters: sample 10 has a counter that is lower than"
                                + " before");
        assertThat(outcome.measurement().verdict())
                .isEqualTo(new Verdict.Transient(outcome.failure()));
        assertThat(outcome.samples().size()).isEqualTo(10);
    }

    @Test
    void cancelsWhatItBeganWhenACounterWentBackOnAClusterThatStays() {
        job.thatOutlivesTheTool().counts(1, 10).at("sampled", () -> job.countsFromNothing(11, 12));

        assertThat(job.execute().jobLeftRunning()).isEmpty();
        assertThat(job.flink().requests()).contains(CANCEL);
    }

    @Test
    void cancelsWhatEndsWithTheToolWhenTheSamplesCannotBeKept() {
        job.at(
                "sampled",
                () -> {
                    throw new BookkeepingException("writing s.csv: disk full", null);
                });

        RunOutcome outcome = job.execute();

        assertThat(outcome.failure()).isEqualTo("writing s.csv: disk full");
        assertThat(job.flink().requests()).contains(CANCEL);
    }

    @Test
    void saysThatAJobRunsOnWhichCannotBeCancelled() {
        job.thatOutlivesTheTool().flink().when(CANCEL, () -> {});

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(outcome.failure())
                .isEqualTo("cancelling job j: it still runs after 0 s. Try: deploy-tool cancel j");
        assertThat(outcome.jobLeftRunning()).contains("j");
    }

    @Test
    void takesNoRefusalToCancelForAnEnd() {
        job.thatOutlivesTheTool()
                .flink()
                .when(CANCEL, () -> job.flink().answer("/jobs/j", 500, "{'errors':['not now']}"));

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(outcome.failure())
                .startsWith("cancelling job j: no success in 0 s, and it may still run: ")
                .contains("not now")
                .endsWith(". Try: deploy-tool cancel j");
        assertThat(outcome.jobLeftRunning()).contains("j");
    }

    @Test
    void cancelsWhatItBeganWhenSomethingUnexpectedHappens() {
        job.at(
                "sampled",
                () -> {
                    throw new IllegalStateException("nobody thought of this");
                });

        assertThatThrownBy(job::execute)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nobody thought of this");
        assertThat(job.flink().requests()).contains(CANCEL);
    }

    @Test
    void givesUpOnCountersThatStandStill() {
        RunOutcome outcome = job.counts(1, 10).impatientWithSilence().execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(outcome.failure()).isEqualTo("reading the job's counters: nothing new for 0 s");
        assertThat(outcome.samples().size()).isEqualTo(10);
        assertThat(job.flink().requests()).contains(CANCEL);
    }

    @Test
    void waitsForABoundedJobWhoseSourceIsGoneAndCountsNoMore() {
        RunOutcome outcome =
                job.counts(1, 10).impatientWithSilence().execute("stream.limit", "1000");

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.OUT_OF_TIME);
        assertThat(outcome.failure()).isEmpty();
    }

    @Test
    void saysThatAJobMayRunOnWhenItIsInterruptedAgain() {
        Thread runner = Thread.currentThread();
        job.thatOutlivesTheTool().flink().when(CANCEL, runner::interrupt);

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.INTERRUPTED);
        assertThat(outcome.failure())
                .isEqualTo(
                        "cancelling job j: interrupted, and it may still run. Try: deploy-tool"
                                + " cancel j");
        assertThat(outcome.jobLeftRunning()).contains("j");
    }

    /** Nobody is there to be asked for it afterwards. */
    @Test
    void leavesNoJobToCancelWhereItEndsWithTheTool() {
        job.flink().when(CANCEL, () -> {});

        RunOutcome measured = job.execute();

        assertThat(measured.end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(measured.failure())
                .isEqualTo(
                        "cancelling job j: it still runs after 0 s; its Flink ends with this"
                                + " command");
        assertThat(measured.jobLeftRunning()).isEmpty();

        job.flink().when(CANCEL, Thread.currentThread()::interrupt);

        RunOutcome interrupted = job.execute();

        assertThat(interrupted.end()).isEqualTo(RunOutcome.End.INTERRUPTED);
        assertThat(interrupted.failure())
                .isEqualTo(
                        "cancelling job j: interrupted, and it may still run; its Flink ends with"
                                + " this command");
        assertThat(interrupted.jobLeftRunning()).isEmpty();
    }

    @Test
    void cancelsAllTheSameWhenItIsInterruptedMeanwhile() {
        Thread runner = Thread.currentThread();
        job.flink()
                .when(
                        CANCEL,
                        () -> {
                            job.flink().when(CANCEL, () -> job.state("CANCELED"));
                            runner.interrupt();
                        });

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.INTERRUPTED);
        assertThat(outcome.jobLeftRunning()).isEmpty();
    }
}

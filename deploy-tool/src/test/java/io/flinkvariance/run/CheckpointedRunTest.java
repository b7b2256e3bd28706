package io.flinkvariance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckpointedRunTest {
    private static final String[] BOUNDED = {
        "stream.limit", "21", "stream.checkpointIntervalMillis", "500"
    };
    private static final String[] UNBOUNDED = {"stream.checkpointIntervalMillis", "500"};
    private static final String PATH = "/jobs/j/checkpoints";

    private final StubJob job = new StubJob();

    @AfterEach
    void stop() {
        job.close();
    }

    private static String checkpoints(int completed, int failed, String history) {
        return ("{'counts':{'restored':0,'completed':%d,'failed':%d},'summary':{"
                        + "'state_size':{'max':412},'alignment_buffered':{'max':0},"
                        + "'end_to_end_duration':{'min':10,'max':30,'avg':20}},'history':[%s]}")
                .formatted(completed, failed, history);
    }

    private static String failed(int id, String why) {
        return "{'id':%d,'status':'FAILED','failure_message':'%s'}".formatted(id, why);
    }

    private void assertSeenToItsEnd(RunOutcome outcome) {
        assertThat(outcome.end()).as(outcome.failure()).isEqualTo(RunOutcome.End.FINISHED);
        assertThat(outcome.totals().processed()).isEqualTo(21);
        assertThat(outcome.samples().size()).as("samples of before").isEqualTo(10);
        assertThat(outcome.measurement().verdict())
                .isEqualTo(new Verdict.Transient("a subtask was started over during the run"));
    }

    @Test
    void seesABoundedJobToItsEndAlthoughItIsStartedOver() {
        job.counts(1, 10)
                .at("sampled", () -> job.countsFromNothing(11, 12).state("RESTARTING").attempt(1))
                .at("restarted", () -> job.state("FINISHED"));

        RunOutcome outcome = job.execute(BOUNDED);

        assertSeenToItsEnd(outcome);
        assertThat(outcome.restarts()).isEqualTo(1);
    }

    /** Flink's answer about the job is up to three seconds old, its counters are not. */
    @Test
    void takesCountersThatWentBackForARestartThatFlinkDoesNotTellOfYet() {
        job.counts(1, 10)
                .at("sampled", () -> job.countsFromNothing(11, 12))
                .at("restarted", () -> job.state("FINISHED").attempt(1));

        assertSeenToItsEnd(job.execute(BOUNDED));
    }

    @Test
    void hasNoResultOfAnUnboundedJobThatIsStartedOver() {
        job.counts(1, 10).at("sampled", () -> job.counts(11, 60).attempt(1));

        RunOutcome outcome = job.execute(UNBOUNDED);

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(outcome.failure())
                .isEqualTo(
                        "running constant-straggler: a subtask was started over during the run:"
                                + " java.lang.Exception: lost");
        assertThat(job.flink().requests()).contains("PATCH /jobs/j?mode=cancel");
    }

    @Test
    void tellsHowManyCheckpointsWereMadeAndHowLongTheyTook() {
        job.flink().answer(PATH, checkpoints(3, 0, "{'id':3,'status':'COMPLETED'}"));

        CheckpointsSeen seen = job.execute(UNBOUNDED).checkpoints().orElseThrow();

        assertThat(seen.statistics().completed()).isEqualTo(3);
        assertThat(seen.statistics().duration().orElseThrow().longest())
                .isEqualTo(Duration.ofMillis(30));
        assertThat(seen.failed()).isZero();
        assertThat(seen.underWay()).isEmpty();
    }

    @Test
    void countsNoneAsFailedThatOnlyTheEndOfTheJobCutOff() {
        job.state("FINISHED")
                .flink()
                .answer(
                        PATH,
                        checkpoints(
                                3,
                                3,
                                String.join(
                                        ",",
                                        failed(
                                                6,
                                                "Checkpoint failed: Checkpoint Coordinator is"
                                                        + " suspending."),
                                        failed(5, "Checkpoint expired before completing"),
                                        failed(4, "an older one"))));

        CheckpointsSeen seen = job.execute(BOUNDED).checkpoints().orElseThrow();

        assertThat(seen.failed()).isEqualTo(2);
        assertThat(seen.lastFailure()).contains("Checkpoint expired before completing");
    }

    @Test
    void tellsForHowLongOneWasUnderWayThatIsNotWhole() {
        job.counts(1, 2).flink().answer(PATH, checkpoints(0, 0, "{'id':1,'status':'IN_PROGRESS'}"));

        RunOutcome outcome = job.execute(UNBOUNDED);

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.OUT_OF_TIME);
        assertThat(outcome.checkpoints().orElseThrow().underWay().orElseThrow())
                .isGreaterThanOrEqualTo(outcome.plan().maxTime());
    }

    @Test
    void isNotTheWorseForCheckpointsThatNobodyTellsOf() {
        job.flink().answer(PATH, 500, "{'errors':['not now']}");

        RunOutcome outcome = job.execute(UNBOUNDED);

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.MEASURED);
        assertThat(outcome.checkpoints()).isEqualTo(Optional.empty());
    }

    @Test
    void asksForNoneOfAJobThatMakesNone() {
        RunOutcome outcome = job.execute();

        assertThat(outcome.checkpoints()).isEmpty();
        assertThat(job.flink().requests()).noneMatch(asked -> asked.contains("checkpoints"));
    }
}

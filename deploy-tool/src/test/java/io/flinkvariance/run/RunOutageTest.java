package io.flinkvariance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.Verdict;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunOutageTest {
    private static final String CANCEL = "PATCH /jobs/j?mode=cancel";

    private final StubJob job = new StubJob();

    @AfterEach
    void stop() {
        job.close();
    }

    private Double[] seconds(int from, int to) {
        return IntStream.rangeClosed(from, to).asDoubleStream().boxed().toArray(Double[]::new);
    }

    @Test
    void losesNoSampleInAShortOne() {
        job.counts(1, 10)
                .at("sampled", job.flink()::cutOff)
                .at(
                        "disconnected",
                        () -> {
                            job.counts(5, 40);
                            job.flink().connect();
                        });

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.MEASURED);
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.samples().samples())
                .extracting(Sample::second)
                .containsExactly(seconds(0, 39));
        assertThat(job.events())
                .containsExactly(
                        "submitted j",
                        "began 1",
                        "sampled 10",
                        "disconnected",
                        "connected",
                        "sampled 30");
    }

    @Test
    void judgesOnlyWhatComesAfterOneThatLostSamples() {
        job.counts(1, 15)
                .at("sampled", job.flink()::cutOff)
                .at(
                        "disconnected",
                        () -> {
                            job.counts(60, 90);
                            job.flink().connect();
                        });

        RunOutcome outcome = job.execute();

        assertThat(outcome.samples().size()).isEqualTo(15 + 31);
        assertThat(outcome.measurement().verdict())
                .isInstanceOfSatisfying(
                        Verdict.Steady.class,
                        steady -> assertThat(steady.fromSecond()).isGreaterThanOrEqualTo(59));
    }

    @Test
    void leavesTheJobToBeTakenUpAgainAfterALongOne() {
        job.thatOutlivesTheTool().counts(1, 10).at("sampled", job.flink()::cutOff);

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(outcome.failure())
                .startsWith("[" + job.flink().authority() + "] asking Flink for /jobs/j: ")
                .endsWith(
                        "; out of reach for 0 s, and the job may still run. Try: deploy-tool attach"
                                + " j, or deploy-tool cancel j");
        assertThat(outcome.jobLeftRunning()).contains("j");
        assertThat(outcome.samples().size()).isEqualTo(10);
        assertThat(job.flink().requests()).doesNotContain(CANCEL);
    }

    @Test
    void leavesNothingToTakeUpWhereTheJobEndsWithTheTool() {
        job.counts(1, 10).at("sampled", job.flink()::cutOff);

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(outcome.failure()).endsWith("; out of reach for 0 s");
        assertThat(outcome.jobLeftRunning()).isEmpty();
    }

    @Test
    void doesNotHinderTheBeginning() {
        job.at("submitted", job.flink()::cutOff).at("disconnected", job.flink()::connect);

        assertThat(job.execute().end()).isEqualTo(RunOutcome.End.MEASURED);
    }

    @Test
    void doesNotHinderTheEnd() {
        job.at("measuring", job.flink()::cutOff).at("disconnected", job.flink()::connect);

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.MEASURED);
        assertThat(outcome.jobLeftRunning()).isEmpty();
        assertThat(outcome.totals().processed()).isEqualTo(21);
        assertThat(job.flink().requests()).contains(CANCEL);
    }

    @Test
    void atTheEndIsSaid() {
        job.thatOutlivesTheTool().at("measuring", job.flink()::cutOff);

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(outcome.failure())
                .startsWith(
                        "cancelling job j: no success in 0 s, and it may still run: ["
                                + job.flink().authority()
                                + "] asking Flink for /jobs/j: ")
                .endsWith(". Try: deploy-tool cancel j");
        assertThat(outcome.jobLeftRunning()).contains("j");
    }

    @Test
    void endsWithCtrlCAndTheTruthAboutTheJob() {
        job.thatOutlivesTheTool()
                .counts(1, 10)
                .at("sampled", job.flink()::cutOff)
                .at("disconnected", Thread.currentThread()::interrupt);

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.INTERRUPTED);
        assertThat(outcome.failure())
                .startsWith("cancelling job j: no success in 0 s, and it may still run: ");
        assertThat(outcome.jobLeftRunning()).contains("j");
    }

    @Test
    void endsWithCtrlCAndWithoutFlinkWhereSomebodyElseCanEndIt() {
        job.thatOutlivesTheTool()
                .thatIsEndedBy("YARN has ended it")
                .counts(1, 10)
                .at("sampled", job.flink()::cutOff)
                .at("disconnected", Thread.currentThread()::interrupt);

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.INTERRUPTED);
        assertThat(outcome.failure()).isEqualTo("YARN has ended it");
        assertThat(outcome.jobLeftRunning()).isEmpty();
    }

    @Test
    void withoutCtrlCLeavesWhatSomebodyElseCouldEnd() {
        job.thatOutlivesTheTool()
                .thatIsEndedBy("YARN has ended it")
                .at("measuring", job.flink()::cutOff);

        assertThat(job.execute().jobLeftRunning()).contains("j");
    }

    /** A process that was stopped in its tracks would be asked until the tool is ended itself. */
    @Test
    void endsWithCtrlCAtOnceWhereTheJobEndsWithTheTool() {
        cutOffByCtrlC();

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.INTERRUPTED);
        assertThat(outcome.failure())
                .startsWith("cancelling job j: no success in 0 s, and it may still run: ")
                .endsWith("; its Flink ends with this command");
        assertThat(job.flink().requests()).doesNotContain(CANCEL);
    }

    @Test
    void isWaitedForAfterCtrlCWhereTheJobOutlivesTheTool() {
        cutOffByCtrlC();

        RunOutcome outcome = job.thatOutlivesTheTool().execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.INTERRUPTED);
        assertThat(outcome.failure()).isEmpty();
        assertThat(job.flink().requests()).contains(CANCEL);
    }

    private void cutOffByCtrlC() {
        job.counts(1, 10)
                .at(
                        "sampled",
                        () -> {
                            job.flink().cutOff();
                            Thread.currentThread().interrupt();
                        })
                .at("disconnected", job.flink()::connect);
    }

    @Test
    void endsWithCtrlCAndNoJobIfItIsOverInTime() {
        job.counts(1, 10)
                .at("sampled", job.flink()::cutOff)
                .at(
                        "disconnected",
                        () -> {
                            job.flink().connect();
                            Thread.currentThread().interrupt();
                        });

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.INTERRUPTED);
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.jobLeftRunning()).isEmpty();
        assertThat(job.flink().requests()).contains(CANCEL);
    }

    @Test
    void isNoneWhenTheJobManagerHasForgottenTheJob() {
        job.counts(1, 10)
                .at("sampled", () -> job.flink().answer("/jobs/j", 404, "{'errors':['no job']}"));

        RunOutcome outcome = job.execute();

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(outcome.failure())
                .isEqualTo(
                        ("[%s] the JobManager does not know job j any more: it was started anew,"
                                        + " and without high availability its jobs are gone with it")
                                .formatted(job.flink().authority()));
        assertThat(outcome.jobLeftRunning()).isEmpty();
    }
}

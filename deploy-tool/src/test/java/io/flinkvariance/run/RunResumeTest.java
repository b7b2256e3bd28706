package io.flinkvariance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.BookkeepingException;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SampleSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunResumeTest {
    private static final String CANCEL = "PATCH /jobs/j?mode=cancel";
    private static final SampleSeries NONE = new SampleSeries(List.of());

    private final StubJob uninterrupted = new StubJob();
    private final StubJob job = new StubJob();

    @AfterEach
    void stop() {
        uninterrupted.close();
        job.close();
    }

    private static RunInProgress after(SampleSeries samples) {
        return new RunInProgress("j", Instant.EPOCH, OptionalLong.of(1), samples);
    }

    @Test
    void finishesAsIfNothingHadHappened() {
        RunOutcome expected = uninterrupted.execute();
        SampleSeries before = new SampleSeries(expected.samples().samples().subList(0, 12));
        job.counts(8, 40);

        RunOutcome outcome = job.resume(after(before));

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.MEASURED);
        assertThat(outcome.samples()).isEqualTo(expected.samples());
        assertThat(outcome.measurement()).isEqualTo(expected.measurement());
        assertThat(outcome.startedAt()).isEqualTo(Instant.EPOCH);
        assertThat(job.events()).containsExactly("sampled 28");
        assertThat(job.flink().requests()).contains(CANCEL);
    }

    @Test
    void goesOnFromSamplesThatWereRoundedUpWhenTheyWereWritten() {
        job.serviceNanos(12_345_678).counts(8, 40);
        SampleSeries rounded =
                new SampleSeries(
                        List.of(new Sample(10, 220, List.of(220L), List.of(), List.of(12.346))));

        RunOutcome outcome = job.resume(after(rounded));

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.samples().size()).isEqualTo(30);
        assertThat(outcome.samples().samples())
                .allSatisfy(sample -> assertThat(sample.serviceMillis()).containsExactly(12.346));
    }

    @Test
    void leavesAJobAloneWhoseCountersAreNotThoseOfBefore() {
        job.thatOutlivesTheTool().serviceNanos(12_345_678).counts(8, 40);
        SampleSeries higher =
                new SampleSeries(
                        List.of(new Sample(10, 220, List.of(220L), List.of(), List.of(12.347))));

        RunOutcome outcome = job.resume(after(higher));

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FAILED);
        assertThat(outcome.failure())
                .isEqualTo(
                        "going on with the samples of before: reading the job's counters: sample 1"
                                + " has a counter that is lower than before; job j was left as it"
                                + " is. Try: deploy-tool attach j --output DIR, another folder, to"
                                + " measure it from now on, or deploy-tool cancel j");
        assertThat(outcome.jobLeftRunning()).contains("j");
        assertThat(job.flink().requests()).doesNotContain(CANCEL);
    }

    @Test
    void leavesAJobAloneWhenTheToolItselfIsAtFault() {
        job.thatOutlivesTheTool()
                .at(
                        "sampled",
                        () -> {
                            throw new BookkeepingException("writing s.csv: disk full", null);
                        });

        assertThat(job.resume(after(NONE)).failure())
                .startsWith("writing s.csv: disk full; job j was left as it is. Try: ");
        job.at(
                "sampled",
                () -> {
                    throw new IllegalStateException("a defect");
                });
        assertThatThrownBy(() -> job.resume(after(NONE))).hasMessage("a defect");
        assertThat(job.flink().requests()).doesNotContain(CANCEL);
    }

    @Test
    void beginsAfreshWhereThereWasNoSampleYet() {
        RunOutcome outcome =
                job.resume(new RunInProgress("j", Instant.EPOCH, OptionalLong.empty(), NONE));

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.MEASURED);
        assertThat(job.events()).containsExactly("began 1", "sampled 40");
    }

    @Test
    void judgesWhatThereIsWhenTheJobHasEnded() {
        RunOutcome expected = uninterrupted.execute();
        job.state("FINISHED");

        RunOutcome outcome = job.resume(after(expected.samples()));

        assertThat(outcome.end()).isEqualTo(RunOutcome.End.FINISHED);
        assertThat(outcome.measurement()).isEqualTo(expected.measurement());
    }

    @Test
    void saysThatTheJobIsGone() {
        job.flink().answer("/jobs/j", 404, "{'errors':[]}");

        assertThat(job.resume(after(NONE)).failure())
                .isEqualTo(
                        ("[%s] the JobManager does not know job j any more: it was started anew,"
                                        + " and without high availability its jobs are gone with it")
                                .formatted(job.flink().authority()));
    }

    @Test
    void countsOnlyTheTimeInWhichSomebodyLooked() {
        SampleSeries samples = uninterrupted.execute().samples();
        Instant submitted = Instant.ofEpochSecond(100);

        assertThat(new RunInProgress("j", submitted, OptionalLong.of(103), samples).watched())
                .isEqualTo(Duration.ofSeconds(43));
        // The clocks of two machines may differ.
        assertThat(new RunInProgress("j", submitted, OptionalLong.of(90), NONE).watched()).isZero();
    }

    @Test
    void needsAJobAndTheTimeOfItsSamples() {
        SampleSeries samples = uninterrupted.execute().samples();

        assertThatThrownBy(() -> new RunInProgress(" ", Instant.EPOCH, OptionalLong.empty(), NONE))
                .hasMessage("a run in progress needs the id of its job");
        assertThatThrownBy(
                        () -> new RunInProgress("j", Instant.EPOCH, OptionalLong.empty(), samples))
                .hasMessage("samples need to say when they begin");
    }
}

package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.run.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnfinishedRunsTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final RunPlan PLAN =
            new RunPlan(
                    Optional.of(Duration.ofMillis(30_500)),
                    Optional.empty(),
                    Duration.ofMinutes(10));
    private static final List<Sample> SAMPLES =
            List.of(
                    new Sample(0, 0, List.of(0L), List.of(), List.of()),
                    new Sample(1, 9, List.of(9L), List.of(), List.of()));

    @TempDir private Path parent;

    private static RunRecord record(String jobId, String target) {
        return new RunRecord(
                jobId,
                target,
                "node1",
                "bad-straggler",
                START,
                PLAN,
                OptionalLong.empty(),
                RunRecord.Part.ONLY);
    }

    private RunFolder create(int second, String jobId, String target) {
        RunFolder folder =
                RunFolder.create(
                        parent, START.plusSeconds(second), Scenarios.of("bad-straggler"), target);
        folder.record(record(jobId, target));
        return folder;
    }

    private Path results() {
        return RunFolder.resultsBelow(parent);
    }

    @Test
    void goesOnWithTheSamplesOfTheJobThatThereIs() {
        RunFolder folder = create(0, "f00d", "standalone");
        folder.append(RunFolder.SAMPLES_BEFORE, SAMPLES);

        assertThat(folder.runInProgress().samples().isEmpty()).isTrue();
        folder.record(part("f00d", RunRecord.Part.FIRST).withFirstSecond(3));
        assertThat(folder.runInProgress().samples().size()).isEqualTo(2);
        folder.record(part("beef", RunRecord.Part.LAST));
        assertThat(folder.runInProgress().samples().isEmpty()).isTrue();
        assertThat(folder.record()).isEqualTo(part("beef", RunRecord.Part.LAST));
    }

    private static RunRecord part(String jobId, RunRecord.Part part) {
        return new RunRecord(
                jobId,
                "cluster",
                "node1",
                "bad-straggler",
                START,
                PLAN,
                OptionalLong.empty(),
                part);
    }

    @Test
    void keepsWhatIsNeededToGoOn() {
        RunFolder folder = create(0, "f00d", "standalone");
        assertThat(folder.record()).isEqualTo(record("f00d", "standalone"));

        RunRecord known = record("f00d", "standalone").withFirstSecond(1_767_323_046);
        folder.record(known);
        folder.append(SAMPLES);

        RunFolder reopened = RunFolder.at(folder.path());
        assertThat(reopened.record()).isEqualTo(known);
        assertThat(reopened.runInProgress().jobId()).isEqualTo("f00d");
        assertThat(reopened.runInProgress().firstSecond()).hasValue(1_767_323_046);
        assertThat(reopened.runInProgress().samples().samples()).isEqualTo(SAMPLES);
        assertThat(folder.path()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void areTheOnesWithoutAResult() {
        RunFolder oldest = create(0, "a", "standalone");
        RunFolder newer = create(1, "b", "standalone");
        RunFolder embedded = create(2, "c", "embedded");
        RunFolder done = create(3, "d", "standalone");
        done.write(Results.constantStraggler());

        assertThat(UnfinishedRuns.in(results()))
                .extracting(RunFolder::path)
                .containsExactly(embedded.path(), newer.path(), oldest.path());
        assertThat(UnfinishedRuns.newest(results(), "standalone").orElseThrow().path())
                .isEqualTo(newer.path());
        assertThat(UnfinishedRuns.ofJob(results(), "a").orElseThrow().path())
                .isEqualTo(oldest.path());
        assertThat(UnfinishedRuns.ofJob(results(), "d")).isEmpty();
        assertThat(UnfinishedRuns.in(parent.resolve("none"))).isEmpty();
        assertThat(done.file(RunFolder.RECORD)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4,9", "4,9,9", "4", "\u00e9"})
    void dropHalfALineThatAKilledProcessLeft(String half) throws Exception {
        RunFolder folder = create(0, "a", "standalone");
        folder.record(record("a", "standalone").withFirstSecond(7));
        folder.append(SAMPLES);
        Files.writeString(folder.file(RunFolder.SAMPLES), half, StandardOpenOption.APPEND);

        assertThat(folder.runInProgress().samples().samples()).isEqualTo(SAMPLES);

        Sample next = new Sample(2, 19, List.of(18L), List.of(), List.of());
        folder.append(List.of(next));
        assertThat(folder.runInProgress().samples().samples())
                .containsExactly(SAMPLES.get(0), SAMPLES.get(1), next);
    }

    @Test
    void beginAgainWhereNotEvenTheHeaderIsWhole() throws Exception {
        RunFolder folder = create(0, "a", "standalone");
        folder.record(record("a", "standalone").withFirstSecond(7));
        Files.writeString(folder.file(RunFolder.SAMPLES), "second,proc");

        assertThat(folder.runInProgress().samples().isEmpty()).isTrue();

        folder.append(SAMPLES);
        assertThat(folder.runInProgress().samples().samples()).isEqualTo(SAMPLES);
    }

    @Test
    void sayWhatIsWrongWithThem() throws Exception {
        RunFolder broken = create(1, "a", "standalone");
        broken.append(SAMPLES);
        Path empty = Files.createDirectory(parent.resolve("empty"));

        assertThatThrownBy(() -> RunFolder.at(empty).record())
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        empty + ": no run that could be taken up again: there is no attach.json");
        assertThatThrownBy(broken::runInProgress)
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        broken.path()
                                + ": cannot be taken up again: samples need to say when they begin");
        Files.writeString(broken.file(RunFolder.SAMPLES), "x\n");
        assertThatThrownBy(broken::runInProgress)
                .isInstanceOf(OperationFailedException.class)
                .hasMessageStartingWith("reading the samples so far: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{'jobId':'a','target':'t','cluster':'c','scenario':'s','startedAt':'now','plan':{}}"
            })
    void areNoFilesByOtherHands(String json) throws Exception {
        RunFolder folder = create(0, "a", "standalone");
        Files.writeString(folder.file(RunFolder.RECORD), json.replace('\'', '"'));

        assertThat(UnfinishedRuns.in(results())).isEmpty();
        assertThatThrownBy(folder::record)
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(folder.file(RunFolder.RECORD) + ": cannot be read: ");
    }
}

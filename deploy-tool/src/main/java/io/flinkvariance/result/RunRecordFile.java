package io.flinkvariance.result;

import io.flinkvariance.run.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;

/**
 * {@code attach.json} as it lies in a run's folder while the run has no result.
 *
 * @param cluster which cluster of the target's kind
 * @param firstSecond null until the first sample
 * @param part null in files of older kits, whose runs have one job
 */
record RunRecordFile(
        String jobId,
        String target,
        String cluster,
        String scenario,
        String startedAt,
        RunResult.Plan plan,
        Long firstSecond,
        RunRecord.Part part) {

    /** Replaces the file in one go. */
    static void write(RunRecord record, Path file) throws IOException {
        RunRecordFile content =
                new RunRecordFile(
                        record.jobId(),
                        record.target(),
                        record.cluster(),
                        record.scenario(),
                        record.startedAt().toString(),
                        RunResult.Plan.of(record.plan()),
                        record.firstSecond().isPresent() ? record.firstSecond().getAsLong() : null,
                        record.part());
        WholeFile.write(file, ResultJson.text(content) + "\n");
    }

    /**
     * Reads it back.
     *
     * @throws IOException if it cannot be read, or holds no record
     */
    static RunRecord read(Path file) throws IOException {
        RunRecordFile content = ResultJson.read(file, RunRecordFile.class);
        if (content == null
                || content.jobId == null
                || content.target == null
                || content.cluster == null
                || content.scenario == null
                || content.startedAt == null
                || content.plan == null) {
            throw new IOException("not the record of a run");
        }
        try {
            return new RunRecord(
                    content.jobId,
                    content.target,
                    content.cluster,
                    content.scenario,
                    Instant.parse(content.startedAt),
                    content.plan.toRunPlan(),
                    content.firstSecond == null
                            ? OptionalLong.empty()
                            : OptionalLong.of(content.firstSecond),
                    content.part == null ? RunRecord.Part.ONLY : content.part);
        } catch (DateTimeParseException | IllegalArgumentException wrong) {
            throw new IOException("not the record of a run: " + wrong.getMessage(), wrong);
        }
    }
}

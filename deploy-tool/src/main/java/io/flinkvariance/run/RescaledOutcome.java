package io.flinkvariance.run;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came of a run at one parallelism and then another.
 *
 * @param savepoint empty if the first job was not measured, and so not asked for one
 * @param downtime from the end of the first job until every subtask of the second counts; empty
 *     where that is not known
 * @param after of the second job, or of the first measured on when its savepoint failed; empty if
 *     it did not come to that
 */
public record RescaledOutcome(
        RunOutcome before,
        Optional<Savepoint> savepoint,
        Optional<Duration> downtime,
        Optional<RunOutcome> after) {

    /** The one that says how the run ended. */
    public RunOutcome last() {
        return after.orElse(before);
    }

    /**
     * Records that the first job processed while its savepoint was made and that are not covered by
     * it, so that the second had to process them again; empty where that is not known.
     *
     * <p>A subtask acknowledges a savepoint when it has processed all that comes before it, so a
     * first job with fewer records than its savepoint covers has not told all of its totals: Flink
     * was asked for them too early, or had not got all of them.
     */
    public OptionalLong processedAgain() {
        if (savepoint.flatMap(Savepoint::location).isEmpty() || after.isEmpty()) {
            return OptionalLong.empty();
        }
        long processed = before.totals().processed();
        long restored = after.get().totals().restored();
        return restored > 0 && processed >= restored
                ? OptionalLong.of(processed - restored)
                : OptionalLong.empty();
    }
}

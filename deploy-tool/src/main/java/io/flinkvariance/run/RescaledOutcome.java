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
     */
    public OptionalLong processedAgain() {
        return savepoint.flatMap(Savepoint::location).isPresent()
                        && after.isPresent()
                        && after.get().totals().restored() > 0
                ? OptionalLong.of(before.totals().processed() - after.get().totals().restored())
                : OptionalLong.empty();
    }
}

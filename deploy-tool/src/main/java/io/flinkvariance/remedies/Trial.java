package io.flinkvariance.remedies;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.flinkvariance.series.Outcome;
import java.util.Objects;

/**
 * A remedy, and what came of it.
 *
 * @param times what the scenario does as it is; 1 of itself, and null where that is not known
 * @param timesCi95 half the width of its 95 % interval
 * @param latency null where it was not measured
 */
public record Trial(
        Remedy remedy,
        @JsonUnwrapped Outcome outcome,
        Double times,
        Double timesCi95,
        TrialLatency latency) {
    public Trial {
        Objects.requireNonNull(remedy, "remedy");
        Objects.requireNonNull(outcome, "outcome");
        if (times != null && (timesCi95 == null || !(times > 0) || !(timesCi95 >= 0))) {
            throw new IllegalArgumentException("%s ± %s times".formatted(times, timesCi95));
        }
    }

    /** One that was not made yet. */
    static Trial planned(Remedy remedy) {
        return new Trial(remedy, Outcome.NONE, null, null, null);
    }

    /** The same with another outcome, which is compared with nothing yet. */
    Trial with(Outcome other) {
        return new Trial(remedy, other, null, null, null);
    }

    /** The same with the latency of its run. */
    Trial with(TrialLatency ofRun) {
        return new Trial(remedy, outcome, times, timesCi95, ofRun);
    }

    /** The same, times that of the scenario as it is. */
    Trial compared(double ratio, double ratioCi95) {
        return new Trial(remedy, outcome, ratio, ratioCi95, latency);
    }

    /** Whether this is the scenario as it is, which the others are compared with. */
    boolean isAsItIs() {
        return remedy.isNone();
    }
}

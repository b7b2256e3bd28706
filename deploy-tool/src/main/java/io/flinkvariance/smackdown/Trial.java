package io.flinkvariance.smackdown;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.flinkvariance.series.Outcome;
import java.util.Objects;

/**
 * One run of a smackdown: which, and what came of it.
 *
 * @param seed what its draws begin with
 */
public record Trial(String scenario, String router, int seed, @JsonUnwrapped Outcome outcome) {
    public Trial {
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(router, "router");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** One that was not made yet. */
    static Trial planned(String scenario, String router, int seed) {
        return new Trial(scenario, router, seed, Outcome.NONE);
    }

    /** The same with another outcome. */
    Trial with(Outcome other) {
        return new Trial(scenario, router, seed, other);
    }
}

package io.flinkvariance.smackdown;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.flinkvariance.result.RunResult;
import java.util.Objects;

/**
 * One run of a smackdown: which, and what came of it. Rates in records per second; null as long as
 * the run was not made, and where it came to no result.
 *
 * @param seed what its draws begin with
 * @param folder of the run, below that of the smackdown
 * @param ci95 half the width of the 95 % confidence interval
 * @param explained what the subtasks' own times of the measured window allow
 * @param failure why it came to no result
 */
public record Trial(
        String scenario,
        String router,
        int seed,
        String folder,
        Double mean,
        Double ci95,
        Double explained,
        Double forecast,
        Double ceiling,
        String failure) {
    public Trial {
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(router, "router");
        if (mean != null && (ci95 == null || !(mean > 0) || !(ci95 >= 0))) {
            throw new IllegalArgumentException("a mean of " + mean + " ± " + ci95);
        }
    }

    /** One that was not made yet. */
    static Trial planned(String scenario, String router, int seed) {
        return new Trial(scenario, router, seed, null, null, null, null, null, null, null);
    }

    /** The same, with its result. */
    Trial measured(String inFolder, RunResult result) {
        return new Trial(
                scenario,
                router,
                seed,
                inFolder,
                result.throughput().mean(),
                result.throughput().ci95(),
                result.throughput().explainedPerSecond(),
                result.model().expectedPerSecond(),
                result.model().workConservingPerSecond(),
                null);
    }

    /** The same, without a result. */
    Trial failed(String inFolder, String why) {
        return new Trial(scenario, router, seed, inFolder, null, null, null, null, null, why);
    }

    /** Whether it has a result. */
    @JsonIgnore
    public boolean isMeasured() {
        return mean != null;
    }
}

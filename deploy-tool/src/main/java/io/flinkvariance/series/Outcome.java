package io.flinkvariance.series;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.flinkvariance.result.RunResult;

/**
 * What came of one run of a series. Rates in records per second; null as long as the run was not
 * made, and where it came to no result.
 *
 * @param folder of the run, in {@code results/} below the folder of the series
 * @param ci95 half the width of the 95 % confidence interval
 * @param explained what the subtasks' own times of the measured window allow
 * @param ceiling of the forecast, which no routing can exceed
 * @param failure why it came to no result
 */
public record Outcome(
        String folder,
        Double mean,
        Double ci95,
        Double explained,
        Double forecast,
        Double ceiling,
        String failure) {
    /** Of a run that was not made yet. */
    public static final Outcome NONE = new Outcome(null, null, null, null, null, null, null);

    public Outcome {
        if (mean != null && (ci95 == null || !(mean > 0) || !(ci95 >= 0))) {
            throw new IllegalArgumentException("a mean of " + mean + " ± " + ci95);
        }
    }

    static Outcome measured(String folder, RunResult result) {
        return new Outcome(
                folder,
                result.throughput().mean(),
                result.throughput().ci95(),
                result.throughput().explainedPerSecond(),
                result.model().expectedPerSecond(),
                result.model().workConservingPerSecond(),
                null);
    }

    /**
     * Of a run without a result.
     *
     * @param folder null where there was not even a run
     */
    static Outcome failed(String folder, String why) {
        return new Outcome(folder, null, null, null, null, null, why);
    }

    /** Whether there is a result. */
    @JsonIgnore
    public boolean isMeasured() {
        return mean != null;
    }
}

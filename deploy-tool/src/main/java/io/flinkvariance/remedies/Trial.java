package io.flinkvariance.remedies;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.flinkvariance.result.Comparison;
import io.flinkvariance.result.RunResult;
import java.util.Objects;

/**
 * A remedy, and what came of it. Rates in records per second; null as long as it was not tried, and
 * where it came to no result.
 *
 * @param folder of the run, below that of the remedies
 * @param ci95 half the width of the 95 % confidence interval
 * @param explained what the subtasks' own times of the measured window allow
 * @param times what the scenario does as it is; 1 of itself
 * @param timesCi95 half the width of its 95 % interval
 * @param failure why it came to no result
 */
public record Trial(
        Remedy remedy,
        String folder,
        Double mean,
        Double ci95,
        Double explained,
        Double forecast,
        Double times,
        Double timesCi95,
        String failure) {
    public Trial {
        Objects.requireNonNull(remedy, "remedy");
    }

    /** One that was not made yet. */
    static Trial planned(Remedy remedy) {
        return new Trial(remedy, null, null, null, null, null, null, null, null);
    }

    /** The same, with its result. */
    Trial measured(String inFolder, RunResult result) {
        return new Trial(
                remedy,
                inFolder,
                result.throughput().mean(),
                result.throughput().ci95(),
                result.throughput().explainedPerSecond(),
                result.model().expectedPerSecond(),
                null,
                null,
                null);
    }

    /** The same, without a result. */
    Trial failed(String inFolder, String why) {
        return new Trial(remedy, inFolder, null, null, null, null, null, null, why);
    }

    /** The same beside the scenario as it is. */
    Trial compared(Comparison comparison) {
        return compared(comparison.ratio(), comparison.ratioCi95());
    }

    /** The same, times that of the scenario as it is. */
    Trial compared(double ratio, double ratioCi95) {
        return new Trial(
                remedy, folder, mean, ci95, explained, forecast, ratio, ratioCi95, failure);
    }

    /** Whether it has a result. */
    @JsonIgnore
    public boolean isMeasured() {
        return mean != null;
    }
}

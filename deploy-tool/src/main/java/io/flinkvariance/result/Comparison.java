package io.flinkvariance.result;

import io.flinkvariance.measure.BatchCount;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether the throughput of one run differs from that of another.
 *
 * <p>Welch's t-test on the batch means, whose variances need not be equal, with the degrees of
 * freedom of Welch and Satterthwaite (Welch, "The generalization of Student's problem when several
 * different population variances are involved", Biometrika 34, 1947). The interval of the ratio is
 * by propagation of relative errors, as hyperfine's.
 *
 * @param baseline the run that the other is compared with
 * @param difference in records per second: positive where the other is faster
 * @param differenceCi95 half the width of its 95 % interval
 * @param ratio of the other's throughput to the baseline's
 * @param ratioCi95 half the width of its 95 % interval
 * @param pValue how often runs that are equal differ as much
 * @param warnings what else is not the same in both
 */
public record Comparison(
        String baseline,
        String run,
        double baselinePerSecond,
        double perSecond,
        double difference,
        double differenceCi95,
        double ratio,
        double ratioCi95,
        double degreesOfFreedom,
        double pValue,
        boolean differs,
        List<String> warnings) {
    private static final double CONFIDENCE = 0.95;

    public Comparison {
        warnings = List.copyOf(warnings);
    }

    /** Compares two runs that have a throughput. */
    static Comparison of(
            String baselineName,
            RunResult.Throughput baseline,
            String name,
            RunResult.Throughput other,
            List<String> warnings) {
        double baselineError = standardError(baseline);
        double otherError = standardError(other);
        double error = Math.hypot(baselineError, otherError);
        double freedom =
                error == 0
                        ? freedom(baseline) + freedom(other)
                        : 1
                                / (Math.pow(baselineError / error, 4) / freedom(baseline)
                                        + Math.pow(otherError / error, 4) / freedom(other));
        TDistribution student = TDistribution.of(freedom);
        double quantile = student.inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        double difference = other.mean() - baseline.mean();
        double ratio = other.mean() / baseline.mean();
        double pValue = pValue(student, difference, error);
        return new Comparison(
                baselineName,
                name,
                baseline.mean(),
                other.mean(),
                difference,
                quantile * error,
                ratio,
                quantile
                        * ratio
                        * Math.hypot(baselineError / baseline.mean(), otherError / other.mean()),
                freedom,
                pValue,
                pValue < 1 - CONFIDENCE,
                warnings);
    }

    private static double pValue(TDistribution student, double difference, double error) {
        if (error == 0) {
            return difference == 0 ? 1 : 0;
        }
        return 2 * student.survivalProbability(Math.abs(difference) / error);
    }

    private static double freedom(RunResult.Throughput throughput) {
        return (throughput.batches() == null
                        ? BatchCount.of(throughput.cycles(), throughput.windowSeconds())
                        : throughput.batches())
                - 1;
    }

    /** What the half width was made from. */
    private static double standardError(RunResult.Throughput throughput) {
        return throughput.ci95()
                / TDistribution.of(freedom(throughput))
                        .inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    }

    /** Whether the run is slower by more than that, for all that the interval leaves open. */
    public boolean isSlowerBy(double percent) {
        return ratio + ratioCi95 < 1 - percent / 100;
    }
}

package io.flinkvariance.smackdown;

import io.flinkvariance.series.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What the runs of one scenario with one router come to. Rates in records per second; null where
 * there is none.
 *
 * @param runs how many have a result
 * @param ci95 half the width of the 95 % confidence interval of the mean
 * @param share of the throughput without a straggler, as measured with equal shares
 * @param shareCi95 half the width of its interval, in which both throughputs' have their part
 * @param forecastShare what was forecast, as a share of the forecast without a straggler
 * @param ceilingShare what no routing can exceed, likewise
 */
public record Standing(
        String scenario,
        String router,
        int runs,
        Double mean,
        Double ci95,
        Double explained,
        Double share,
        Double shareCi95,
        Double forecastShare,
        Double ceilingShare) {

    /** Whose throughput the others are shares of. */
    static final String MINIMAL = "minimal-variance";

    static final String EQUAL_SHARES = "rebalance";
    private static final double HALF_OF_95 = 0.975;

    private record Key(String scenario, String router) {}

    /** A mean with half the width of its interval. */
    private record Estimate(double mean, double ci95) {
        /**
         * Of several runs: the wider of what their own intervals come to and what they differ by,
         * as runs may differ by more than either knows of.
         */
        static Optional<Estimate> of(List<Outcome> outcomes) {
            int count = outcomes.size();
            if (count == 0) {
                return Optional.empty();
            }
            double mean = Standing.mean(outcomes, Outcome::mean);
            double within =
                    Math.sqrt(outcomes.stream().mapToDouble(t -> t.ci95() * t.ci95()).sum())
                            / count;
            return Optional.of(new Estimate(mean, Math.max(within, between(outcomes, mean))));
        }

        private static double between(List<Outcome> outcomes, double mean) {
            int count = outcomes.size();
            if (count < 2) {
                return 0;
            }
            double squares =
                    outcomes.stream().mapToDouble(t -> (t.mean() - mean) * (t.mean() - mean)).sum();
            return TDistribution.of(count - 1).inverseCumulativeProbability(HALF_OF_95)
                    * Math.sqrt(squares / (count - 1) / count);
        }

        /** To first order, for independent estimates. */
        Estimate dividedBy(Estimate other) {
            double ratio = mean / other.mean;
            return new Estimate(ratio, ratio * Math.hypot(ci95 / mean, other.ci95 / other.mean));
        }
    }

    /** A row for each scenario and router, in the order in which they first appear. */
    static List<Standing> of(List<Trial> trials) {
        Map<Key, List<Outcome>> measured = new LinkedHashMap<>();
        for (Trial trial : trials) {
            List<Outcome> those =
                    measured.computeIfAbsent(
                            new Key(trial.scenario(), trial.router()), key -> new ArrayList<>());
            if (trial.outcome().isMeasured()) {
                those.add(trial.outcome());
            }
        }
        List<Outcome> minimal = measured.getOrDefault(new Key(MINIMAL, EQUAL_SHARES), List.of());
        return measured.entrySet().stream()
                .map(row -> of(row.getKey(), row.getValue(), minimal))
                .toList();
    }

    private static Standing of(Key key, List<Outcome> those, List<Outcome> minimal) {
        Optional<Estimate> estimate = Estimate.of(those);
        boolean isMinimal = key.equals(new Key(MINIMAL, EQUAL_SHARES));
        Optional<Estimate> share =
                isMinimal
                        ? estimate.map(itself -> new Estimate(1, 0))
                        : estimate.flatMap(
                                one -> Estimate.of(minimal).map(other -> one.dividedBy(other)));
        return new Standing(
                key.scenario(),
                key.router(),
                those.size(),
                estimate.map(Estimate::mean).orElse(null),
                estimate.map(Estimate::ci95).orElse(null),
                meanOrNull(those, Outcome::explained),
                share.map(Estimate::mean).orElse(null),
                share.map(Estimate::ci95).orElse(null),
                ratio(meanOrNull(those, Outcome::forecast), meanOrNull(minimal, Outcome::forecast)),
                ratio(meanOrNull(those, Outcome::ceiling), meanOrNull(minimal, Outcome::forecast)));
    }

    private static Double ratio(Double part, Double whole) {
        return part == null || whole == null ? null : Double.valueOf(part / whole);
    }

    private static Double meanOrNull(List<Outcome> outcomes, Function<Outcome, Double> figure) {
        return outcomes.isEmpty() || outcomes.stream().map(figure).anyMatch(Objects::isNull)
                ? null
                : Double.valueOf(mean(outcomes, figure));
    }

    private static double mean(List<Outcome> outcomes, Function<Outcome, Double> figure) {
        return outcomes.stream().mapToDouble(figure::apply).average().orElseThrow();
    }
}

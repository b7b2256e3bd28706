package io.flinkvariance.result;

import io.flinkvariance.measure.Lag;
import io.flinkvariance.measure.LagSeries;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.LagForecast;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.run.RunOutcome;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far a job came to be behind its topic, as measured and as forecast, in records and seconds;
 * null for what is not known, and for a lag that does not show.
 *
 * @param showsAfterSeconds from the first record until the lag began to grow for good
 * @param growthPerSecond over the measured window, or, without one, since it shows
 * @param records at the last reading: end offsets less what Flink read
 * @param unprocessedRecords at the last reading: end offsets less what the work finished
 * @param committedRecords at the last reading what Kafka's own tools show: end offsets less
 *     committed ones
 * @param unknownSeconds of the run, in which the broker did not say
 */
public record LagResult(
        Double showsAfterSeconds,
        Double forecastShowsAfterSeconds,
        Double growthPerSecond,
        double forecastGrowthPerSecond,
        Long records,
        Long unprocessedRecords,
        Long committedRecords,
        int unknownSeconds) {

    static LagResult of(RunOutcome outcome, ThroughputModel model) {
        LagSeries lag = outcome.lag();
        LagForecast forecast = LagForecast.of(model);
        double rate = model.offeredPerSecond();
        Lag last = lag.last().orElseThrow();
        return new LagResult(
                orNull(lag.showsAfterSeconds(rate)),
                RunResult.finite(forecast.secondsUntilShown()),
                orNull(growth(outcome, rate)),
                forecast.growthPerSecond(),
                orNull(last.records()),
                orNull(last.unprocessed()),
                orNull(last.committed()),
                lag.unknownSeconds());
    }

    /** A window of whole cycles has as many bursts of the source as pauses. */
    private static OptionalDouble growth(RunOutcome outcome, double rate) {
        return outcome.measurement().verdict() instanceof Verdict.Steady steady
                ? outcome.lag()
                        .growthPerSecond(
                                steady.fromSecond(), steady.fromSecond() + steady.windowSeconds())
                : outcome.lag().growthSinceItShows(rate);
    }

    private static Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }

    private static Long orNull(OptionalLong records) {
        return records.isPresent() ? records.getAsLong() : null;
    }
}

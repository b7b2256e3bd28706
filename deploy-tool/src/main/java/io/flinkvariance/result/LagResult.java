package io.flinkvariance.result;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param recordsAtStart what a job was behind that reads on where another one ended; with the two
 *     that follow absent from a job that began with its topic
 * @param goneAfterSeconds from that job's start until it had caught up
 */
public record LagResult(
        Double showsAfterSeconds,
        Double forecastShowsAfterSeconds,
        Double growthPerSecond,
        Double forecastGrowthPerSecond,
        Long records,
        Long unprocessedRecords,
        Long committedRecords,
        int unknownSeconds,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long recordsAtStart,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double goneAfterSeconds,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double forecastGoneAfterSeconds) {

    static LagResult of(RunOutcome outcome, ThroughputModel model) {
        return outcome.lag().isBehindAtStart(model.offeredPerSecond())
                ? behind(outcome, model, outcome.lag().heldAtStart(outcome.samples()).orElseThrow())
                : begun(outcome, model);
    }

    /**
     * Of a job that was behind when it began: there is no moment at which its lag began to show.
     */
    private static LagResult behind(RunOutcome outcome, ThroughputModel model, long atStart) {
        LagSeries lag = outcome.lag();
        double rate = model.offeredPerSecond();
        double growth = LagForecast.growthBehindPerSecond(model);
        Lag last = lag.last().orElseThrow();
        return new LagResult(
                null,
                null,
                orNull(
                        outcome.measurement().verdict() instanceof Verdict.Steady
                                ? growth(outcome, rate)
                                : lag.growthPerSecond(0, Double.POSITIVE_INFINITY)),
                RunResult.finite(growth),
                orNull(last.records()),
                orNull(last.unprocessed()),
                orNull(last.committed()),
                lag.unknownSeconds(),
                atStart,
                orNull(lag.goneAfterSeconds(rate)),
                growth < 0 ? Double.valueOf(atStart / -growth) : null);
    }

    private static LagResult begun(RunOutcome outcome, ThroughputModel model) {
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
                lag.unknownSeconds(),
                null,
                null,
                null);
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

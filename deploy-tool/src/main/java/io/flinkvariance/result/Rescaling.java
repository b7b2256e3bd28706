package io.flinkvariance.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flinkvariance.measure.BufferedStart;
import io.flinkvariance.model.SavepointForecast;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.run.RescaledOutcome;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.run.Savepoint;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What lies between the two phases of a run that was rescaled. What is not known is null.
 *
 * @param savepointSeconds from the request until the savepoint was whole, or had failed
 * @param forecastSavepointSeconds what it was to take at most
 * @param savepointFailure why there was none, and the second phase is the first job measured on;
 *     null if there was
 * @param downtimeSeconds from the end of the first job until every subtask of the second counted
 * @param recordsProcessedAgain those that the first job processed and the savepoint did not cover
 * @param forecastRecordsProcessedAgain how many at most
 * @param start how the second job ran while its buffers filled; null if that was no faster
 * @param forecastStart null if none was forecast
 * @param lag what the job was behind its topic; absent unless it reads one
 */
public record Rescaling(
        int fromParallelism,
        int toParallelism,
        double savepointSeconds,
        double forecastSavepointSeconds,
        String savepointFailure,
        Double downtimeSeconds,
        Long recordsProcessedAgain,
        long forecastRecordsProcessedAgain,
        Start start,
        Start forecastStart,
        @JsonInclude(JsonInclude.Include.NON_NULL) LagBetween lag) {

    /** A throughput that does not last. */
    public record Start(Double perSecond, double seconds) {}

    /**
     * How far a job was behind its topic. What its second part is behind is counted from the
     * savepoint on, so that it has all in it that is read again.
     *
     * @param recordsBefore when the savepoint was asked for
     * @param recordsAfter when the second job began to count; null where there was none
     * @param forecastMoreRecords how many are written at most while the savepoint is made; null
     *     where no queue is in its way
     */
    public record LagBetween(Long recordsBefore, Long recordsAfter, Long forecastMoreRecords) {}

    /**
     * Puts it together.
     *
     * @param outcome of a run that came to its second phase
     * @param startAfter what the second job can do at first
     * @param writtenPerSecond records that come to a topic, whatever becomes of the job
     * @param after the second phase
     */
    public static Rescaling of(
            int fromParallelism,
            int toParallelism,
            RescaledOutcome outcome,
            SavepointForecast forecast,
            ThroughputModel startAfter,
            double writtenPerSecond,
            RunPhase after) {
        Savepoint savepoint = outcome.savepoint().orElseThrow();
        RunOutcome second = outcome.after().orElseThrow();
        boolean isRestored = savepoint.location().isPresent();
        return new Rescaling(
                fromParallelism,
                toParallelism,
                seconds(savepoint.took()),
                forecast.atMostSeconds(),
                isRestored ? null : savepoint.failure(),
                outcome.downtime().map(Rescaling::seconds).orElse(null),
                outcome.processedAgain().isPresent()
                        ? Long.valueOf(outcome.processedAgain().getAsLong())
                        : null,
                Math.round(forecast.atMostProcessedAgain()),
                isRestored && after.throughput() != null
                        ? BufferedStart.of(second.samples(), after.throughput().mean())
                                .map(start -> new Start(start.perSecond(), start.seconds()))
                                .orElse(null)
                        : null,
                startAfter.collapses()
                        ? new Start(
                                RunResult.finite(startAfter.beforeBackpressurePerSecond()),
                                startAfter.secondsUntilBackpressure())
                        : null,
                outcome.before().lag().isEmpty()
                        ? null
                        : new LagBetween(
                                orNull(outcome.before().lag().last().orElseThrow().records()),
                                isRestored
                                        ? orNull(second.lag().heldAtStart(second.samples()))
                                        : null,
                                forecast.atMostSeconds() == 0
                                        ? null
                                        : Math.round(writtenPerSecond * forecast.atMostSeconds())));
    }

    private static Long orNull(OptionalLong records) {
        return records.isPresent() ? records.getAsLong() : null;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}

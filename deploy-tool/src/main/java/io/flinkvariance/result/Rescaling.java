package io.flinkvariance.result;

import io.flinkvariance.measure.BufferedStart;
import io.flinkvariance.model.SavepointForecast;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.run.RescaledOutcome;
import io.flinkvariance.run.RunOutcome;
import io.flinkvariance.run.Savepoint;
import java.time.Duration;

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
        Start forecastStart) {

    /** A throughput that does not last. */
    public record Start(Double perSecond, double seconds) {}

    /**
     * Puts it together.
     *
     * @param outcome of a run that came to its second phase
     * @param after the second phase
     */
    public static Rescaling of(
            int fromParallelism,
            int toParallelism,
            RescaledOutcome outcome,
            SavepointForecast forecast,
            ThroughputModel forecastAfter,
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
                forecastAfter.collapses()
                        ? new Start(
                                RunResult.finite(forecastAfter.beforeBackpressurePerSecond()),
                                forecastAfter.secondsUntilBackpressure())
                        : null);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}

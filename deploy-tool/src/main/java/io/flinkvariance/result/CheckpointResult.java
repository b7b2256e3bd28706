package io.flinkvariance.result;

import io.flinkvariance.model.SavepointForecast;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.rest.CheckpointStatistics;
import io.flinkvariance.run.CheckpointsSeen;
import io.flinkvariance.scenario.Scenario;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long a job's checkpoints took, as measured and as forecast, in seconds; null for what is not
 * known.
 *
 * @param completed how many were whole
 * @param failed how many were given up although the job ran on
 * @param lastFailure why the last of these was, in Flink's words; null if there is none
 * @param restored how often the job was started over from one
 * @param meanSeconds from the trigger until the last subtask had acknowledged; null before the
 *     first that was whole
 * @param forecastLongestSeconds what one takes at most; 0 where no buffer fills
 * @param underWaySeconds for how long one was being made that was not whole in the end
 * @param mostAlignmentBytes that subtasks put aside for one, waiting for their other inputs
 * @param mostStateBytes of one
 */
public record CheckpointResult(
        double intervalSeconds,
        long completed,
        long failed,
        String lastFailure,
        long restored,
        Double shortestSeconds,
        Double meanSeconds,
        Double longestSeconds,
        double forecastLongestSeconds,
        Double underWaySeconds,
        long mostAlignmentBytes,
        long mostStateBytes) {

    static CheckpointResult of(
            Scenario scenario, ThroughputModel model, int taskManagers, CheckpointsSeen seen) {
        CheckpointStatistics statistics = seen.statistics();
        return new CheckpointResult(
                scenario.checkpointIntervalMillis().orElseThrow() / 1000.0,
                statistics.completed(),
                seen.failed(),
                seen.lastFailure().orElse(null),
                statistics.restored(),
                seconds(statistics.duration(), CheckpointStatistics.Spread::shortest),
                seconds(statistics.duration(), CheckpointStatistics.Spread::mean),
                seconds(statistics.duration(), CheckpointStatistics.Spread::longest),
                SavepointForecast.of(model, scenario.sourceParallelism(), taskManagers)
                        .atMostSeconds(),
                seconds(seen.underWay(), Function.identity()),
                statistics.mostAlignmentBytes(),
                statistics.mostStateBytes());
    }

    private static <T> Double seconds(Optional<T> of, Function<T, Duration> which) {
        return of.map(which).map(time -> time.toMillis() / 1000.0).orElse(null);
    }
}

package io.flinkvariance.result;

import io.flinkvariance.measure.SampleSeries;
import java.util.List;

/**
 * What a job was offered, what it took of it, and what it could have done: records per second that
 * the throughput alone would mix up. Null for what is not known.
 *
 * @param offeredPerSecond what the source emits when nothing holds it back; null where nothing
 *     limits it
 * @param acceptedPerSecond what the source emitted in the measured window; null without a steady
 *     state
 * @param capacityPerSecond what all subtasks together could do if none ever waited, with the
 *     service times that they had: the sum of 1 / s. With Apache Storm's capacity of a subtask, its
 *     rate times its mean service time, it is the sum of rate / capacity.
 */
public record Load(Double offeredPerSecond, Double acceptedPerSecond, Double capacityPerSecond) {

    /**
     * Of a job that was measured, or was not.
     *
     * @param offeredPerSecond infinite where nothing limits it
     * @param throughput null unless there was a steady state
     */
    static Load of(
            double offeredPerSecond,
            SampleSeries samples,
            RunResult.Throughput throughput,
            List<RunResult.Subtask> subtasks) {
        return new Load(
                RunResult.finite(offeredPerSecond),
                throughput == null || samples.isEmpty()
                        ? null
                        : Double.valueOf(
                                samples.emittedPerSecond(
                                        throughput.windowFromSecond(),
                                        throughput.windowFromSecond()
                                                + throughput.windowSeconds())),
                capacityPerSecond(subtasks));
    }

    /** The same where means of service times are of several phases. */
    Load withoutCapacity() {
        return new Load(offeredPerSecond, acceptedPerSecond, null);
    }

    private static Double capacityPerSecond(List<RunResult.Subtask> subtasks) {
        boolean areKnown =
                !subtasks.isEmpty()
                        && subtasks.stream()
                                .map(RunResult.Subtask::meanServiceMillis)
                                .allMatch(millis -> millis != null && millis > 0);
        return areKnown
                ? subtasks.stream().mapToDouble(subtask -> 1000 / subtask.meanServiceMillis()).sum()
                : null;
    }
}

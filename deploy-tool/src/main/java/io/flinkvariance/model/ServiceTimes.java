package io.flinkvariance.model;

import io.flinkvariance.scenario.Partitioner;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.workload.Workload;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean time that each subtask of the work needs for a record, in milliseconds: of n that it has
 * under way at once, an n-th of what each takes.
 */
public record ServiceTimes(List<Double> millis) {
    public ServiceTimes {
        millis = List.copyOf(millis);
        if (millis.isEmpty()) {
            throw new IllegalArgumentException("no subtask");
        }
    }

    /** The means that a scenario asks for, on a machine whose sleeps take that much longer. */
    public static ServiceTimes of(Scenario scenario, SleepOvershoot overshoot) {
        Workload workload = Workload.of(scenario);
        return new ServiceTimes(
                IntStream.range(0, scenario.parallelism())
                        .mapToObj(subtask -> workload.meanMillis(subtask, overshoot.millis()))
                        .toList());
    }

    /** The subtask with the longest service time; the first of several. */
    public int slowest() {
        int slowest = 0;
        for (int subtask = 1; subtask < millis.size(); subtask++) {
            if (millis.get(subtask) > millis.get(slowest)) {
                slowest = subtask;
            }
        }
        return slowest;
    }

    /** Records a second that a subtask can do; infinite when it needs no time. */
    public double perSecond(int subtask) {
        return 1000 / millis.get(subtask);
    }

    /** Records a second that all can do together, none ever waiting. */
    public double sumPerSecond() {
        return millis.stream().mapToDouble(service -> 1000 / service).sum();
    }

    /**
     * The throughput that they allow, in records per second. Where shares are equal on average
     * only, it is approached from below: queues fill up by chance, too.
     *
     * @param offeredPerSecond what the source emits when nothing holds it back
     */
    public double limitPerSecond(Partitioner partitioner, double offeredPerSecond) {
        double together =
                partitioner.isWorkConserving()
                        ? sumPerSecond()
                        : millis.size() * perSecond(slowest());
        return Math.min(offeredPerSecond, together);
    }
}

package io.flinkvariance.model;

import io.flinkvariance.scenario.Mode;
import io.flinkvariance.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/** The mean time that each subtask of the work needs for a record, in milliseconds. */
public record ServiceTimes(List<Double> millis) {
    public ServiceTimes {
        millis = List.copyOf(millis);
        if (millis.isEmpty()) {
            throw new IllegalArgumentException("no subtask");
        }
    }

    /** The means that a scenario asks for, on a machine whose sleeps take that much longer. */
    public static ServiceTimes of(Scenario scenario, SleepOvershoot overshoot) {
        double ordinary = ordinaryMillis(scenario, overshoot);
        List<Double> millis = new ArrayList<>();
        for (int subtask = 0; subtask < scenario.parallelism(); subtask++) {
            boolean straggles = subtask == 0 && scenario.mode() == Mode.STRAGGLER;
            millis.add(straggles ? stragglerMillis(scenario, ordinary, overshoot) : ordinary);
        }
        return new ServiceTimes(millis);
    }

    /** Uniform over {@code min … min + range - 1}; a zero among them is not slept at all. */
    private static double ordinaryMillis(Scenario scenario, SleepOvershoot overshoot) {
        double asked = scenario.minMillis() + (scenario.rangeMillis() - 1) / 2.0;
        double zeros = scenario.minMillis() == 0 ? 1.0 / scenario.rangeMillis() : 0;
        return asked + (1 - zeros) * overshoot.millis();
    }

    /**
     * Between two stalls lie N = max(1, draw) calls with the draw uniform in {@code [0, W)}, so
     * E[N] = (W - 1)/2 + 1/W, and one call in E[N] takes the stall's time.
     */
    private static double stragglerMillis(
            Scenario scenario, double ordinary, SleepOvershoot overshoot) {
        double waitRange = scenario.stragglerWaitRange();
        double callsPerStall = (waitRange - 1) / 2 + 1 / waitRange;
        int asked = scenario.stragglerWaitMillis();
        double stall = asked == 0 ? 0 : asked + overshoot.millis();
        return (stall + (callsPerStall - 1) * ordinary) / callsPerStall;
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
}

package io.flinkvariance.workload;

import io.flinkvariance.scenario.Mode;
import io.flinkvariance.scenario.Scenario;
import java.io.Serializable;

/**
 * Who needs how long for a record, in a scenario: the draws that the job makes, and their mean.
 *
 * <p>Knows nothing of Flink, so that the job, the model and whatever else asks draw and calculate
 * the same. Times in milliseconds.
 */
public final class Workload implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Scenario scenario;

    private Workload(Scenario scenario) {
        this.scenario = scenario;
    }

    /** The workload of a scenario. */
    public static Workload of(Scenario scenario) {
        return new Workload(scenario);
    }

    /** What the records ask for, which a seed decides. */
    public RecordValues values(long seed) {
        return new RecordValues(seed, scenario.minMillis(), scenario.rangeMillis());
    }

    /** When that subtask stalls, which a seed decides; never, for all but the straggler. */
    public Stalls stalls(int subtask, long seed) {
        return straggles(subtask)
                ? new Stalls(seed, scenario.stragglerWaitRange(), scenario.stragglerWaitMillis())
                : Stalls.never();
    }

    /**
     * The mean time that a subtask needs for a record.
     *
     * @param overshootMillis by how much a sleep takes longer than it was asked to; none is slept
     *     where nothing is asked for
     */
    public double meanMillis(int subtask, double overshootMillis) {
        double ordinary =
                RecordValues.meanMillis(
                        scenario.minMillis(), scenario.rangeMillis(), overshootMillis);
        return straggles(subtask)
                ? Stalls.meanMillis(
                        scenario.stragglerWaitRange(),
                        scenario.stragglerWaitMillis(),
                        ordinary,
                        overshootMillis)
                : ordinary;
    }

    /** Whether it is the one that stalls. */
    private boolean straggles(int subtask) {
        return subtask == 0 && scenario.mode() == Mode.STRAGGLER;
    }
}

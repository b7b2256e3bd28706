package io.flinkvariance.workload;

import io.flinkvariance.scenario.Mode;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.StragglerSchedule;
import java.io.Serializable;
import java.util.BitSet;
import java.util.Collection;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Who needs how long for a record, in a scenario: the draws that the job makes, and their mean.
 *
 * <p>Knows nothing of Flink, so that the job, the model and whatever else asks draw and calculate
 * the same. Times in milliseconds.
 */
public final class Workload implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Scenario scenario;
    private final BitSet stragglers = new BitSet();

    private Workload(Scenario scenario) {
        this.scenario = scenario;
        if (scenario.mode() == Mode.STRAGGLER) {
            scenario.stragglers().forEach(stragglers::set);
        }
    }

    /** The workload of a scenario. */
    public static Workload of(Scenario scenario) {
        return new Workload(scenario);
    }

    /** What the records ask for, which a seed decides. */
    public RecordValues values(long seed) {
        return new RecordValues(
                seed, scenario.minMillis(), scenario.rangeMillis(), scenario.distribution());
    }

    /** Whether it matters who is in a subtask's TaskManager. */
    public boolean isSlowByTaskManager() {
        return scenario.isSlowByTaskManager();
    }

    /**
     * When that subtask stalls, which a seed decides, for each straggler another way; never, for
     * all others. It is opened now: a schedule goes by this machine's clock from now on.
     *
     * @param isNear whether one of some subtasks is in its TaskManager, asked once a call where
     *     that matters
     */
    public Stalls stallsNear(int subtask, long seed, Predicate<Collection<Integer>> isNear) {
        if (!isSlowByTaskManager()) {
            return stalls(subtask, seed);
        }
        SortedSet<Integer> listed = scenario.stragglers();
        return drawn(subtask, seed, () -> isNear.test(listed));
    }

    /** The same of who is listed alone. */
    public Stalls stalls(int subtask, long seed) {
        long opened = System.nanoTime();
        return stalls(subtask, seed, () -> System.nanoTime() - opened);
    }

    /**
     * The same by another clock, of who is listed alone.
     *
     * @param nanosSinceOpened what a schedule goes by; not asked where there is none
     */
    public Stalls stalls(int subtask, long seed, LongSupplier nanosSinceOpened) {
        return straggles(subtask)
                ? drawn(subtask, seed, straggling(subtask, nanosSinceOpened))
                : Stalls.never();
    }

    private Stalls drawn(int subtask, long seed, BooleanSupplier straggles) {
        return new Stalls(
                // Itself for the first subtask, as mix(0) is 0.
                seed ^ RecordValues.mix(subtask),
                scenario.stragglerWaitRange(),
                scenario.stragglerWaitMillis(),
                straggles);
    }

    private BooleanSupplier straggling(int subtask, LongSupplier nanosSinceOpened) {
        StragglerSchedule schedule = scenario.stragglerSchedule();
        return schedule.changes()
                ? () -> schedule.straggles(subtask, nanosSinceOpened.getAsLong())
                : () -> true;
    }

    /** How many records a subtask has under way at once, as long as there are so many. */
    public int atOnce() {
        return Math.max(1, scenario.asyncCapacity());
    }

    /**
     * The mean time that a subtask needs for a record, of who is listed alone. Where it has several
     * under way at once each takes as long as ever, and the subtask needs one of so many parts of
     * that: by Little's law ("A proof for the queuing formula L = λW", 1961) n that take W each are
     * done at a rate of n / W.
     *
     * @param overshootMillis by how much a sleep takes longer than it was asked to; none is slept
     *     where nothing is asked for
     * @throws IllegalStateException if the straggler changes: each phase has a mean of its own
     */
    public double meanMillis(int subtask, double overshootMillis) {
        if (scenario.stragglerChanges()) {
            throw new IllegalStateException(
                    scenario.name() + " has no mean: its straggler changes");
        }
        double ordinary =
                RecordValues.meanMillis(
                        scenario.minMillis(),
                        scenario.rangeMillis(),
                        scenario.distribution(),
                        overshootMillis);
        double ofRecord =
                straggles(subtask)
                        ? Stalls.meanMillis(
                                scenario.stragglerWaitRange(),
                                scenario.stragglerWaitMillis(),
                                ordinary,
                                overshootMillis)
                        : ordinary;
        return ofRecord / atOnce();
    }

    private boolean straggles(int subtask) {
        return stragglers.get(subtask);
    }
}

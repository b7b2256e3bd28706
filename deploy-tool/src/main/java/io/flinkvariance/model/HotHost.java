package io.flinkvariance.model;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.scenario.Scenario;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which subtasks are slow because a straggler shares their TaskManager, as far as that is known
 * before Flink has placed them.
 *
 * <p>Subtasks are taken to fill TaskManagers in their order. Which ones share one Flink decides;
 * how many do, where the job has all slots, it does not, and no rate depends on more.
 */
public final class HotHost {
    private HotHost() {}

    /**
     * The same scenario with its slow subtasks named; of one in which nobody is slow by a
     * TaskManager, itself.
     *
     * @throws UsageException if there are no others to compare them with
     */
    public static Scenario placed(Scenario scenario, int taskManagers) {
        if (!scenario.isSlowByTaskManager()) {
            return scenario;
        }
        if (Math.min(taskManagers, scenario.parallelism()) < 2) {
            throw new UsageException(
                    "%s: with straggler.scope=task-manager one TaskManager is slow and others are not, but %s. Try: two or more, --workers 2 where the tool starts them"
                            .formatted(
                                    scenario.name(),
                                    taskManagers < 2
                                            ? "there is only one"
                                            : "there is one subtask"));
        }
        return scenario.withStragglers(slow(scenario, taskManagers));
    }

    private static SortedSet<Integer> slow(Scenario scenario, int taskManagers) {
        int parallelism = scenario.parallelism();
        int slots = (parallelism + taskManagers - 1) / taskManagers;
        return scenario.stragglers().stream()
                // A job that was scaled down has not all that its scenario lists.
                .filter(straggler -> straggler < parallelism)
                .map(straggler -> straggler / slots * slots)
                .flatMap(first -> IntStream.range(first, first + slots).boxed())
                .filter(subtask -> subtask < parallelism)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package io.flinkvariance.model;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.scenario.Scenario;

/** A scenario in which all subtasks of one TaskManager are slow. */
public final class HotHost {
    private HotHost() {}

    /**
     * The same scenario with its slow subtasks named; of another, itself.
     *
     * @throws UsageException if there are no others to compare them with
     */
    public static Scenario placed(Scenario scenario, int taskManagers) {
        if (scenario.isSlowByTaskManager() && Math.min(taskManagers, scenario.parallelism()) < 2) {
            throw new UsageException(
                    "%s: with straggler.scope=task-manager one TaskManager is slow and others are not, but %s. Try: two or more, --workers 2 where the tool starts them"
                            .formatted(
                                    scenario.name(),
                                    taskManagers < 2
                                            ? "there is only one"
                                            : "there is one subtask"));
        }
        return scenario.onTaskManagers(taskManagers);
    }
}

package io.flinkvariance.job;

import java.io.Closeable;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.metrics.scope.ScopeFormat;

/**
 * The subtasks of the work that are in one TaskManager. Nobody tells a subtask who else is there;
 * those of one process can tell each other.
 */
final class TaskManagerMates implements Closeable {
    /** By job and TaskManager: several embedded ones are in one process. */
    private static final Map<String, Set<Integer>> SUBTASKS = new ConcurrentHashMap<>();

    private final String where;
    private final Set<Integer> mates;
    private final int subtask;

    private TaskManagerMates(String where, int subtask) {
        this.where = where;
        this.subtask = subtask;
        this.mates =
                SUBTASKS.compute(
                        where,
                        (any, there) -> {
                            Set<Integer> all =
                                    there == null ? ConcurrentHashMap.newKeySet() : there;
                            all.add(subtask);
                            return all;
                        });
    }

    /** Lets the others know of a subtask, until it is closed. */
    static TaskManagerMates with(RuntimeContext context) {
        Map<String, String> names = context.getMetricGroup().getAllVariables();
        String where =
                names.get(ScopeFormat.SCOPE_JOB_ID)
                        + ' '
                        + names.get(ScopeFormat.SCOPE_TASKMANAGER_ID);
        return new TaskManagerMates(where, context.getIndexOfThisSubtask());
    }

    /** Whether one of them is here, at the moment. */
    boolean anyOf(Collection<Integer> subtasks) {
        return subtasks.stream().anyMatch(mates::contains);
    }

    @Override
    public void close() {
        SUBTASKS.computeIfPresent(
                where,
                (any, there) -> {
                    there.remove(subtask);
                    return there.isEmpty() ? null : there;
                });
    }
}

package io.flinkvariance.job;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.scope.ScopeFormat;

/** What Flink is to one subtask of the source or the work, in one TaskManager, without a Flink. */
final class SubtaskContext {
    private final String job;
    private final int subtask;
    private final Map<String, Gauge<?>> gauges = new HashMap<>();
    private final Map<String, Object> accumulators = new HashMap<>();
    private final MetricGroup metrics;

    /** The job's name keeps tests apart, as those who share a TaskManager are known by it. */
    SubtaskContext(String job, int subtask) {
        this.job = job;
        this.subtask = subtask;
        this.metrics =
                new UnregisteredMetricsGroup() {
                    @Override
                    public Map<String, String> getAllVariables() {
                        return Map.of(
                                ScopeFormat.SCOPE_JOB_ID,
                                job,
                                ScopeFormat.SCOPE_TASKMANAGER_ID,
                                "the only one");
                    }

                    @Override
                    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
                        gauges.put(name, gauge);
                        return gauge;
                    }
                };
    }

    RuntimeContext asFlinkGivesIt() {
        return (RuntimeContext)
                Proxy.newProxyInstance(
                        RuntimeContext.class.getClassLoader(),
                        new Class<?>[] {RuntimeContext.class},
                        (context, method, arguments) -> answer(method.getName(), arguments));
    }

    private Object answer(String asked, Object... arguments) {
        return switch (asked) {
            case "getIndexOfThisSubtask" -> subtask;
            case "getTaskNameWithSubtasks" -> job + " work";
            case "getMetricGroup" -> metrics;
            case "getLongCounter" ->
                    accumulators.computeIfAbsent((String) arguments[0], name -> new LongCounter());
            case "addAccumulator" -> accumulators.put((String) arguments[0], arguments[1]);
            default -> throw new UnsupportedOperationException(asked);
        };
    }

    /** Asked by another subtask of the same job in the same TaskManager. */
    boolean isKnownToOthers() {
        try (TaskManagerMates other =
                TaskManagerMates.with(new SubtaskContext(job, subtask + 1).asFlinkGivesIt())) {
            return other.anyOf(Set.of(subtask));
        }
    }

    /** Those that have the task's name. */
    List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(job + " work "))
                .toList();
    }

    /** What a metric of text says now. */
    String text(String metric) {
        return (String) gauges.get(metric).getValue();
    }

    /** By their names. */
    Map<String, Object> accumulators() {
        return accumulators;
    }
}

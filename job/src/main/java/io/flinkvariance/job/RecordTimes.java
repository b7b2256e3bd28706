package io.flinkvariance.job;

import io.flinkvariance.workload.RecordValues;
import io.flinkvariance.workload.Stalls;
import io.flinkvariance.workload.Workload;
import java.io.Closeable;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * How long a subtask of the work needs for each record. Knows who else is in its TaskManager only
 * where a scenario's straggler makes these slow too.
 */
final class RecordTimes implements Closeable {
    private final RecordValues values;
    private final Stalls stalls;
    private final Optional<TaskManagerMates> mates;

    private RecordTimes(RecordValues values, Stalls stalls, Optional<TaskManagerMates> mates) {
        this.values = values;
        this.stalls = stalls;
        this.mates = mates;
    }

    /** Those of this subtask, drawn by a seed; a straggler's schedule begins now. */
    static RecordTimes open(RuntimeContext context, Workload workload, long seed) {
        RecordValues values = workload.values(seed);
        int subtask = context.getIndexOfThisSubtask();
        if (!workload.isSlowByTaskManager()) {
            return new RecordTimes(values, workload.stalls(subtask, seed), Optional.empty());
        }
        TaskManagerMates mates = TaskManagerMates.with(context);
        return new RecordTimes(
                values, workload.stallsNear(subtask, seed, mates::anyOf), Optional.of(mates));
    }

    /** How long the next record takes, in milliseconds; only ever called by the task's thread. */
    int millis(int sequence) {
        return stalls.serviceMillis(values.millis(sequence));
    }

    @Override
    public void close() {
        mates.ifPresent(TaskManagerMates::close);
    }
}

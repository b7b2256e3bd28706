package io.flinkvariance.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The part of a run that one job made, at one parallelism, and what was measured in it.
 *
 * @param jobId null if there never was a job, and in runs that were stored without it
 * @param parallelism of the work
 * @param model what was forecast
 * @param throughput null unless there was a steady state: a transient is no result
 * @param steadyStateReason why there was none; null if there was
 * @param hotspot the subtask that is busy all the time while others are not, if there is one
 * @param restarts how often a subtask of the work was started over
 * @param latency of the records of the window; absent unless there was a steady state
 * @param lag how far the job came to be behind its topic; absent unless it reads one
 * @param checkpoints how long they took; absent unless the job makes some
 * @param afterLastChange of a straggler that changes, and not for ever; absent unless there was a
 *     steady state
 */
public record RunPhase(
        String jobId,
        int parallelism,
        Load load,
        RunResult.Model model,
        boolean steadyState,
        String steadyStateReason,
        RunResult.Throughput throughput,
        List<RunResult.Subtask> subtasks,
        Integer hotspot,
        long recordsEmitted,
        long recordsProcessed,
        int restarts,
        @JsonInclude(JsonInclude.Include.NON_NULL) LatencyResult latency,
        @JsonInclude(JsonInclude.Include.NON_NULL) LagResult lag,
        @JsonInclude(JsonInclude.Include.NON_NULL) CheckpointResult checkpoints,
        @JsonInclude(JsonInclude.Include.NON_NULL) AfterLastChange afterLastChange) {

    /** Copies the list. */
    public RunPhase {
        subtasks = subtasks == null ? null : List.copyOf(subtasks);
    }

    /** Whether all is there that a phase has; in a file by other hands it may not be. */
    boolean isComplete() {
        return load != null
                && model != null
                && subtasks != null
                && areInOrder(subtasks)
                && (hotspot == null
                        || (hotspot >= 0
                                && hotspot < subtasks.size()
                                && subtasks.get(hotspot).meanServiceMillis() != null))
                && steadyState == (throughput != null);
    }

    private static boolean areInOrder(List<RunResult.Subtask> subtasks) {
        return IntStream.range(0, subtasks.size())
                .allMatch(place -> subtasks.get(place).index() == place);
    }
}

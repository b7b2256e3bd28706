package io.flinkvariance.latency;

import java.util.List;
import java.util.Optional;

/** How long records took from the source to the end of their work. */
public sealed interface Latency {
    /**
     * Measured.
     *
     * @param oneIn of how many records one was taken; 1 if all were
     * @param clocks how well times of several machines agree; empty where all are by one clock
     * @param all of all subtasks
     * @param subtasks by their index
     */
    record Measured(
            int oneIn, Optional<ClockComparison> clocks, Latencies all, List<Latencies> subtasks)
            implements Latency {
        public Measured {
            subtasks = List.copyOf(subtasks);
        }
    }

    /** Not measured, and why. */
    record NotMeasured(String reason) implements Latency {}

    /**
     * Of some records.
     *
     * @param records how many
     * @param emittedBefore how many of them were emitted before the window began
     * @param fromEmission from when the source handed them over
     * @param fromSchedule from when it should have; empty for a source that has no schedule
     */
    record Latencies(
            long records,
            long emittedBefore,
            Optional<Percentiles> fromEmission,
            Optional<Percentiles> fromSchedule) {}
}

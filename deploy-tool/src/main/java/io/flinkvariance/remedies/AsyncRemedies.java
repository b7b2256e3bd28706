package io.flinkvariance.remedies;

import io.flinkvariance.scenario.Scenario;
import java.util.List;
import java.util.Map;

/** Flink's asynchronous I/O in place of the map, with several records under way at once. */
final class AsyncRemedies {
    private static final List<Integer> CAPACITIES = List.of(4, 16);

    private AsyncRemedies() {}

    /** Those with another capacity than the scenario has. */
    static List<Remedy> of(Scenario scenario) {
        return CAPACITIES.stream()
                .filter(capacity -> capacity != scenario.asyncCapacity())
                .map(AsyncRemedies::ofCapacity)
                .toList();
    }

    private static Remedy ofCapacity(int capacity) {
        return Remedy.inScenario(
                "asynchronous I/O, %d at once".formatted(capacity),
                Map.of(Scenario.ASYNC_CAPACITY, Integer.toString(capacity)),
                "each subtask has up to %d records under way, the slow one too: up to %d times the throughput"
                                .formatted(capacity, capacity)
                        + " where a record waits for another system that can take as many, and"
                        + " nothing where it computes; the order within a channel is lost");
    }
}

package io.flinkvariance.remedies;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.scenario.Partitioner;
import io.flinkvariance.scenario.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One knob, turned.
 *
 * @param name what is told of it
 * @param settings the keys of the scenario that it replaces
 * @param flinkConf the keys of {@code flink-conf.yaml} that it replaces, on a Flink of its own
 * @param effect what it does, and what it does not
 */
public record Remedy(
        String name, Map<String, String> settings, Map<String, String> flinkConf, String effect) {
    /** The scenario as its file has it, which the others are compared with. */
    static final String AS_IT_IS = "as it is";

    private static final String PARTITIONER = "stream.partitioner";
    private static final String PARALLELISM = "stream.parallelism";

    private static final int TIMES_THE_SUBTASKS = 2;

    public Remedy {
        Objects.requireNonNull(name, "name");
        settings = Map.copyOf(settings);
        // Files of before there were any have none.
        flinkConf = flinkConf == null ? Map.of() : Map.copyOf(flinkConf);
        Objects.requireNonNull(effect, "effect");
    }

    static Remedy inScenario(String name, Map<String, String> settings, String effect) {
        return new Remedy(name, settings, Map.of(), effect);
    }

    static Remedy inFlink(String name, Map<String, String> flinkConf, String effect) {
        return new Remedy(name, Map.of(), flinkConf, effect);
    }

    /** Whether it is the scenario as it is. */
    boolean isNone() {
        return settings.isEmpty() && flinkConf.isEmpty();
    }

    /**
     * Those that can be tried on a scenario: the scenario as it is, then what may cure it. What
     * takes longest to measure, a router that draws, comes last.
     *
     * @param buffers those of a Flink that can be started with others, too
     * @throws UsageException if the scenario has buffer timeouts of operators: those of one router
     *     would do nothing with another
     */
    public static List<Remedy> of(Scenario scenario, Optional<BufferSettings> buffers) {
        List<Remedy> remedies = new ArrayList<>();
        remedies.add(Remedy.inScenario(AS_IT_IS, Map.of(), effect(scenario.partitioner())));
        remedies.addAll(routers(scenario, Partitioner::isWorkConserving));
        remedies.add(moreSubtasks(TIMES_THE_SUBTASKS * scenario.parallelism()));
        remedies.addAll(AsyncRemedies.of(scenario));
        remedies.addAll(BufferTimeoutRemedies.of(scenario));
        buffers.map(BufferRemedies::of).ifPresent(remedies::addAll);
        remedies.addAll(routers(scenario, router -> !router.isWorkConserving()));
        return List.copyOf(remedies);
    }

    private static List<Remedy> routers(Scenario scenario, Predicate<Partitioner> which) {
        return Arrays.stream(Partitioner.values())
                .filter(router -> router != scenario.partitioner())
                .filter(which)
                .map(
                        router ->
                                Remedy.inScenario(
                                        router.toString(),
                                        Map.of(PARTITIONER, router.toString()),
                                        effect(router)))
                .toList();
    }

    private static Remedy moreSubtasks(int subtasks) {
        return Remedy.inScenario(
                "%d subtasks".formatted(subtasks),
                Map.of(PARALLELISM, Integer.toString(subtasks)),
                "each gets half the share, the straggler too: twice the throughput for twice the slots,"
                        + " most of which go on waiting");
    }

    private static String effect(Partitioner router) {
        return switch (router) {
            case REBALANCE ->
                    "every subtask in turn: equal shares, so all keep the pace of the slowest";
            case RESCALE ->
                    "in turn within a group of subtasks: equal shares still, so no cure; it saves"
                            + " connections";
            case SHUFFLE ->
                    "a subtask is drawn for each record: shares are equal on average, so no cure, and"
                            + " queues fill up by chance, too";
            case LEAST_BACKLOG ->
                    "the emptiest queue gets the next record: the slow one gets what it can do, and"
                            + " nobody waits. Not for keyed streams";
            case POWER_OF_TWO ->
                    "the emptier of two queues gets the next record: cures as well, and costs the same"
                            + " with thousands of subtasks. Not for keyed streams";
            case LEAST_DELAY ->
                    "the queue that is gone first gets the next record: cures as well, and the slow one's is"
                            + " the shorter for being slow, so records wait less. Not for keyed streams";
        };
    }

    /** The keys of the scenario that are replaced with it: its own before those given. */
    public Map<String, String> over(Map<String, String> overrides) {
        Map<String, String> all = new TreeMap<>(overrides);
        all.putAll(settings);
        return all;
    }
}

package io.flinkvariance.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong with the keys of a source, each of which is right by itself. */
final class SourceFaults {
    private SourceFaults() {}

    /** The kind that is asked for; a wrong word is told as such, and counts as none. */
    static SourceKind kind(Map<ScenarioKey, String> values) {
        return SourceKind.KAFKA.toString().equals(values.get(ScenarioKey.SOURCE))
                ? SourceKind.KAFKA
                : SourceKind.SYNTHETIC;
    }

    /** All of it, as messages. */
    static List<String> of(String source, Map<ScenarioKey, String> values, Set<String> overrides) {
        List<String> faults = new ArrayList<>();
        SourceKind kind = kind(values);
        values.forEach(
                (key, value) -> {
                    if (key.isForeignTo(kind)) {
                        faults.add(
                                where(source, key, overrides)
                                        + value
                                        + ": means nothing with source="
                                        + kind);
                    }
                });
        if (kind == SourceKind.KAFKA && faults.isEmpty()) {
            addTooFewPartitions(source, values, overrides, faults);
            addTooFewRecords(source, values, overrides, faults);
            addLoginAtOwnBroker(source, values, overrides, faults);
        }
        return faults;
    }

    private static void addTooFewPartitions(
            String source,
            Map<ScenarioKey, String> values,
            Set<String> overrides,
            List<String> faults) {
        String subtasks = values.getOrDefault(ScenarioKey.SOURCE_PARALLELISM, "1");
        String partitions = partitions(values);
        if (ScenarioKey.SOURCE_PARALLELISM.accepts(subtasks)
                && ScenarioKey.SOURCE_PARTITIONS.accepts(partitions)
                && Integer.parseInt(partitions) < Integer.parseInt(subtasks)) {
            faults.add(
                    where(source, ScenarioKey.SOURCE_PARALLELISM, overrides)
                            + subtasks
                            + ": more subtasks than the topic has partitions, "
                            + partitions
                            + "; the others would read nothing");
        }
    }

    /** A subtask of the source without a record would have ended before anybody sees its counts. */
    private static void addTooFewRecords(
            String source,
            Map<ScenarioKey, String> values,
            Set<String> overrides,
            List<String> faults) {
        String partitions = partitions(values);
        String limit = values.get(ScenarioKey.LIMIT);
        if (limit != null
                && ScenarioKey.LIMIT.accepts(limit)
                && ScenarioKey.SOURCE_PARTITIONS.accepts(partitions)
                && Integer.parseInt(limit) < Integer.parseInt(partitions)) {
            faults.add(
                    where(source, ScenarioKey.LIMIT, overrides)
                            + limit
                            + ": fewer records than the topic has partitions, "
                            + partitions
                            + "; the others would stay empty");
        }
    }

    /** A broker of the run's own knows nobody. */
    private static void addLoginAtOwnBroker(
            String source,
            Map<ScenarioKey, String> values,
            Set<String> overrides,
            List<String> faults) {
        String file = values.get(ScenarioKey.SOURCE_KAFKA_CONFIG);
        if (file != null && !values.containsKey(ScenarioKey.SOURCE_BOOTSTRAP_SERVERS)) {
            faults.add(
                    where(source, ScenarioKey.SOURCE_KAFKA_CONFIG, overrides)
                            + file
                            + ": means nothing without "
                            + ScenarioKey.SOURCE_BOOTSTRAP_SERVERS.text());
        }
    }

    private static String partitions(Map<ScenarioKey, String> values) {
        return values.getOrDefault(
                ScenarioKey.SOURCE_PARTITIONS, Integer.toString(Scenario.DEFAULT_PARTITIONS));
    }

    private static String where(String source, ScenarioKey key, Set<String> overrides) {
        return (overrides.contains(key.text()) ? "--set" : source) + ": " + key.text() + "=";
    }
}

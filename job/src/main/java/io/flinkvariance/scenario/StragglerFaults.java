package io.flinkvariance.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong with the subtasks that are to straggle, each of which is a number. */
final class StragglerFaults {
    private StragglerFaults() {}

    /** All of it, as messages. */
    static List<String> of(String source, Map<ScenarioKey, String> values, Set<String> overrides) {
        ScenarioKey key = ScenarioKey.STRAGGLER_SUBTASKS;
        String subtasks = values.get(key);
        String parallelism = values.get(ScenarioKey.PARALLELISM);
        List<String> faults = new ArrayList<>();
        if (subtasks == null || !key.accepts(subtasks)) {
            return faults;
        }
        String where =
                (overrides.contains(key.text()) ? "--set" : source)
                        + ": "
                        + key.text()
                        + "="
                        + subtasks
                        + ": ";
        List<Integer> listed = listed(subtasks);
        if (listed.stream().distinct().count() < listed.size()) {
            faults.add(where + "a subtask is in it twice");
        }
        if (parallelism != null && ScenarioKey.PARALLELISM.accepts(parallelism)) {
            int last = Integer.parseInt(parallelism) - 1;
            if (listed.stream().anyMatch(subtask -> subtask > last)) {
                faults.add(
                        where
                                + "with stream.parallelism="
                                + parallelism
                                + " the last subtask is "
                                + last);
            }
        }
        return faults;
    }

    /** The numbers of a text that the key accepts. */
    static List<Integer> listed(String subtasks) {
        return Arrays.stream(subtasks.split(","))
                .map(Integer::valueOf)
                .collect(Collectors.toList());
    }
}

package io.flinkvariance.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong with who is slow with a straggler. */
final class ScopeFaults {
    private ScopeFaults() {}

    /** All of it, as messages. */
    static List<String> of(String source, Map<ScenarioKey, String> values, Set<String> overrides) {
        List<String> faults = new ArrayList<>();
        ScenarioKey key = ScenarioKey.STRAGGLER_SCOPE;
        if (StragglerScope.of(values.get(key)) == StragglerScope.TASK_MANAGER
                && values.containsKey(ScenarioKey.STRAGGLER_SCHEDULE)) {
            faults.add(
                    (overrides.contains(key.text()) ? "--set" : source)
                            + ": "
                            + key.text()
                            + "="
                            + values.get(key)
                            + ": not with "
                            + ScenarioKey.STRAGGLER_SCHEDULE.text()
                            + ", which names all who are slow");
        }
        return faults;
    }
}

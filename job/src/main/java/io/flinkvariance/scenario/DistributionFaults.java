package io.flinkvariance.scenario;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong with a distribution and its range, each of which is right by itself. */
final class DistributionFaults {
    private DistributionFaults() {}

    /** As messages. */
    static List<String> of(String source, Map<ScenarioKey, String> values, Set<String> overrides) {
        ScenarioKey key = ScenarioKey.NUMS_MIN;
        String min = values.get(key);
        boolean wrong =
                Distribution.PARETO.toString().equals(values.get(ScenarioKey.DISTRIBUTION))
                        && min != null
                        && key.accepts(min)
                        && Integer.parseInt(min) == 0;
        return wrong
                ? Collections.singletonList(
                        (overrides.contains(key.text()) ? "--set" : source)
                                + ": "
                                + key.text()
                                + "="
                                + min
                                + ": expected at least 1 with "
                                + ScenarioKey.DISTRIBUTION.text()
                                + "="
                                + Distribution.PARETO)
                : Collections.emptyList();
    }
}

package io.flinkvariance.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is wrong with buffer timeouts of operators that the job does not have. */
final class BufferTimeoutFaults {
    private static final String THERE_ARE = "; there are: ";

    private BufferTimeoutFaults() {}

    /** Of a key that is none, if it was to be some operator's. */
    static Optional<String> ofUnknown(String key) {
        return key.startsWith(BufferTimeouts.PREFIX)
                ? Optional.of(
                        "no operator of that name sends records on"
                                + THERE_ARE
                                + String.join(
                                        ", ",
                                        BufferTimeouts.SOURCE,
                                        BufferTimeouts.ROUTER,
                                        BufferTimeouts.WORK))
                : Optional.empty();
    }

    /** All of it, as messages. */
    static List<String> of(String source, Map<ScenarioKey, String> values, Set<String> overrides) {
        List<String> faults = new ArrayList<>();
        ScenarioKey key = ScenarioKey.ROUTER_BUFFER_TIMEOUT_MILLIS;
        String partitioner =
                values.getOrDefault(ScenarioKey.PARTITIONER, Partitioner.REBALANCE.toString());
        if (values.containsKey(key)
                && ScenarioKey.PARTITIONER.accepts(partitioner)
                && !Partitioner.of(partitioner).countsSent()) {
            faults.add(
                    (overrides.contains(key.text()) ? "--set" : source)
                            + ": "
                            + key.text()
                            + "="
                            + values.get(key)
                            + ": with stream.partitioner="
                            + partitioner
                            + " the job has no router"
                            + THERE_ARE
                            + BufferTimeouts.SOURCE
                            + ", "
                            + BufferTimeouts.WORK);
        }
        return faults;
    }
}

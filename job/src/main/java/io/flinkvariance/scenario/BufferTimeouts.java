package io.flinkvariance.scenario;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * After how many milliseconds operators send a buffer that is not full: the job's {@code
 * stream.bufferTimeoutMillis}, unless an operator has {@code
 * stream.bufferTimeoutMillis.<operator>}.
 *
 * <p>It counts of the operator whose records go through buffers. In a chain that is the last one;
 * the others hand records over by a call.
 */
public final class BufferTimeouts {
    /** A buffer is sent when it is full, and not before. */
    public static final int NEVER = -1;

    static final String KEY = "stream.bufferTimeoutMillis";
    static final String PREFIX = KEY + ".";

    static final String SOURCE = "source";
    static final String ROUTER = "router";
    static final String WORK = "work";

    private final int ofJob;
    private final Map<String, Integer> ofOperators;
    private final String sender;

    BufferTimeouts(int ofJob, Map<String, Integer> ofOperators, Partitioner partitioner) {
        this.ofJob = ofJob;
        this.ofOperators = ofOperators;
        this.sender = partitioner.countsSent() ? ROUTER : SOURCE;
    }

    static BufferTimeouts of(
            int ofJob, EnumMap<ScenarioKey, String> values, Partitioner partitioner) {
        return new BufferTimeouts(
                ofJob,
                values.entrySet().stream()
                        .filter(entry -> entry.getKey().text().startsWith(PREFIX))
                        .collect(
                                Collectors.toMap(
                                        entry -> entry.getKey().text().substring(PREFIX.length()),
                                        entry -> Integer.valueOf(entry.getValue()))),
                partitioner);
    }

    /** In milliseconds, that of an operator. */
    public int of(String operator) {
        return ofOperators.getOrDefault(operator, ofJob);
    }

    /** In milliseconds, that of the operator which sends records to the work. */
    public int ofSender() {
        return of(sender);
    }

    /** The operator which sends records to the work: the router where there is one. */
    public String sender() {
        return sender;
    }

    /** The key that an operator's own is set by. */
    public static String key(String operator) {
        return PREFIX + operator;
    }

    /** The keys that are set of operators. */
    public Set<String> keysOfOperators() {
        return ofOperators.keySet().stream().map(BufferTimeouts::key).collect(Collectors.toSet());
    }
}

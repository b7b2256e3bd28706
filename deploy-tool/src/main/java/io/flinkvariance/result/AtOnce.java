package io.flinkvariance.result;

import io.flinkvariance.scenario.Scenario;
import java.util.Map;

/** What is to be known of times a record where a subtask has several records under way at once. */
public final class AtOnce {
    private AtOnce() {}

    /**
     * The number of them, 0 without asynchronous I/O, by a scenario's keys; of a file by other
     * hands these may be anything.
     */
    static int capacity(Map<String, String> properties) {
        String given = String.valueOf(properties.get(Scenario.ASYNC_CAPACITY));
        return given.matches("[0-9]{1,4}") ? Integer.parseInt(given) : 0;
    }

    /** A sentence, empty without asynchronous I/O. */
    public static String note(Map<String, String> properties) {
        int capacity = capacity(properties);
        return capacity < 2
                ? ""
                : "ms/record: what a record takes over the %d that a subtask may have under way."
                        .formatted(capacity);
    }
}

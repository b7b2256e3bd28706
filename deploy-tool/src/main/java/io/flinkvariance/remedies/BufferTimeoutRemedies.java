package io.flinkvariance.remedies;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.scenario.BufferTimeouts;
import io.flinkvariance.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The buffer timeouts of Flink's documentation, of the job and of the one operator whose records go
 * through buffers. They decide how long records wait where little comes; in a channel that is
 * always full a buffer is full before any of them is over.
 */
final class BufferTimeoutRemedies {
    private static final String OF_JOB = "stream.bufferTimeoutMillis";
    private static final List<Integer> MILLIS = List.of(BufferTimeouts.NEVER, 0, 5, 100);
    private static final int OF_OPERATOR_MILLIS = 5;
    private static final String NO_CURE = "; the pace stays the slowest one's";

    private BufferTimeoutRemedies() {}

    static List<Remedy> of(Scenario scenario) {
        BufferTimeouts timeouts = scenario.bufferTimeouts();
        timeouts.keysOfOperators().stream()
                .findFirst()
                .ifPresent(
                        key -> {
                            throw new UsageException(
                                    "%s: remedies turns the timeouts itself, and what an operator's own does is another thing with another router. Try: without it, or %s"
                                            .formatted(key, OF_JOB));
                        });
        return Stream.concat(
                        MILLIS.stream()
                                .filter(millis -> millis != scenario.bufferTimeoutMillis())
                                .map(BufferTimeoutRemedies::ofJob),
                        Stream.of(timeouts.sender())
                                .filter(any -> scenario.bufferTimeoutMillis() != OF_OPERATOR_MILLIS)
                                .map(BufferTimeoutRemedies::ofOperator))
                .toList();
    }

    private static Remedy ofJob(int millis) {
        return Remedy.inScenario(
                "buffer timeout %d ms".formatted(millis),
                Map.of(OF_JOB, Integer.toString(millis)),
                switch (millis) {
                    case BufferTimeouts.NEVER ->
                            "a buffer is sent off when it is full and not before: fewest calls, and"
                                    + " where little comes records wait for hundreds of others"
                                    + NO_CURE;
                    case 0 ->
                            "every record is sent off by itself: less waits in buffers, and the"
                                    + " collapse comes sooner"
                                    + NO_CURE;
                    default ->
                            "a buffer is sent off after %d ms, full or not: latency where little comes"
                                            .formatted(millis)
                                    + NO_CURE;
                });
    }

    private static Remedy ofOperator(String operator) {
        return Remedy.inScenario(
                "buffer timeout %d ms of the %s".formatted(OF_OPERATOR_MILLIS, operator),
                Map.of(BufferTimeouts.key(operator), Integer.toString(OF_OPERATOR_MILLIS)),
                "the same as %d ms for the job, as what the %s sends is all that goes through buffers: in"
                                .formatted(OF_OPERATOR_MILLIS, operator)
                        + " a chain the last operator's counts"
                        + NO_CURE);
    }
}

package io.flinkvariance.cluster;

import io.flinkvariance.flink.MemoryText;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.rest.TaskManagerDetails;
import io.flinkvariance.rest.TaskManagerMemory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Whether TaskManagers run with the configuration that the JobManager shows, which is its own: they
 * read theirs when they are started.
 *
 * <p>Flink 1.8.1 has no answer to what their configuration is. They register with their slots, and
 * their metrics count the network buffers, of which there are the more the smaller they are; the
 * numbers per channel and gate nobody tells. Their logs would, but on a cluster that was
 * provisioned those lines are muted, as a password is among them.
 */
public final class TaskManagerSettings {
    public static final String SLOTS_KEY = "taskmanager.numberOfTaskSlots";

    private static final String COUNT_KEY = "taskmanager.network.numberOfBuffers";
    private static final String FRACTION_KEY = "taskmanager.network.memory.fraction";
    private static final String LEAST_KEY = "taskmanager.network.memory.min";
    private static final String MOST_KEY = "taskmanager.network.memory.max";
    private static final String OFF_HEAP_KEY = "taskmanager.memory.off-heap";

    /** The size of a heap is told as roughly as that; segment sizes differ by a factor of two. */
    private static final double ROUGHLY = 1.4;

    private static final String REMEDY =
            ". Try: cd ansible && ansible-playbook rolling.yml, or deploy-tool cluster restart";

    private final Map<String, String> shown;

    /** Of a cluster whose JobManager shows that configuration. */
    public TaskManagerSettings(Map<String, String> shown) {
        this.shown = Map.copyOf(shown);
    }

    /** The slots that each registered with; empty if that is not the same for all. */
    static OptionalInt slots(List<TaskManagerDetails> registered) {
        int[] different =
                registered.stream().mapToInt(TaskManagerDetails::slots).distinct().toArray();
        return different.length == 1 && different[0] > 0
                ? OptionalInt.of(different[0])
                : OptionalInt.empty();
    }

    /** What is wrong if any registered with other slots than are shown, and what to type. */
    public Optional<String> otherSlots(List<TaskManagerDetails> registered) {
        String expected = shown.getOrDefault(SLOTS_KEY, "1").strip();
        String others =
                registered.stream()
                        .filter(one -> one.slots() > 0)
                        .filter(one -> !Integer.toString(one.slots()).equals(expected))
                        .map(one -> "%d on %s".formatted(one.slots(), one.host()))
                        .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the JobManager's says %s: %s, and TaskManagers registered with %s, so they were started with another one%s"
                                .formatted(SLOTS_KEY, expected, others, REMEDY));
    }

    /** The same for one whose network buffers are far more or fewer than would be with it. */
    public Optional<String> otherBuffers(
            String host, BufferSettings buffers, TaskManagerMemory memory) {
        OptionalDouble expected = expectedBuffers(buffers, memory.heapMaxBytes());
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        double factor = memory.networkBuffers() / expected.getAsDouble();
        return factor < ROUGHLY && factor > 1 / ROUGHLY
                ? Optional.empty()
                : Optional.of(
                        "the JobManager's says %s: %d, with which the TaskManager on %s would have about %.0f buffers, and it has %d, so it was started with another one%s"
                                .formatted(
                                        BufferSettings.SEGMENT_KEY,
                                        buffers.segmentBytes(),
                                        host,
                                        expected.getAsDouble(),
                                        memory.networkBuffers(),
                                        REMEDY));
    }

    /** As {@code TaskManagerServices} counts them; empty where the heap does not tell. */
    private OptionalDouble expectedBuffers(BufferSettings buffers, long heapBytes) {
        try {
            boolean isByMemory =
                    shown.containsKey(FRACTION_KEY)
                            || shown.containsKey(LEAST_KEY)
                            || shown.containsKey(MOST_KEY);
            if (shown.containsKey(COUNT_KEY) && !isByMemory) {
                return OptionalDouble.of(Integer.parseInt(shown.get(COUNT_KEY).strip()));
            }
            if (Boolean.parseBoolean(shown.get(OFF_HEAP_KEY))) {
                return OptionalDouble.empty();
            }
            double fraction = Double.parseDouble(shown.getOrDefault(FRACTION_KEY, "0.1"));
            double wanted = heapBytes / (1 - fraction) * fraction;
            double bytes =
                    Math.min(bytes(MOST_KEY, "1gb"), Math.max(bytes(LEAST_KEY, "64mb"), wanted));
            return OptionalDouble.of(bytes / buffers.segmentBytes());
        } catch (IllegalArgumentException unreadable) {
            return OptionalDouble.empty();
        }
    }

    private double bytes(String key, String otherwise) {
        return MemoryText.bytes(shown.getOrDefault(key, otherwise));
    }
}

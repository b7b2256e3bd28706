package io.flinkvariance.scenario;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * One experiment: what the source emits, how it is routed, and what the work does with it.
 *
 * <p>Valid by construction: only {@link ScenarioReader} makes one. Knows nothing of Flink.
 */
public final class Scenario implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The key of {@link #asyncCapacity}. */
    public static final String ASYNC_CAPACITY = "stream.asyncCapacity";

    /** Flink's own default, {@code ExecutionOptions.BUFFER_TIMEOUT}. */
    static final int DEFAULT_BUFFER_TIMEOUT_MILLIS = 100;

    /** One for each subtask of the work in the kit's scenarios. */
    static final int DEFAULT_PARTITIONS = 4;

    private final String name;
    private final EnumMap<ScenarioKey, String> values;

    Scenario(String name, Map<ScenarioKey, String> validValues) {
        this.name = name;
        this.values = new EnumMap<>(validValues);
    }

    /** The file's name without its suffix. */
    public String name() {
        return name;
    }

    /** Whether anyone straggles. */
    public Mode mode() {
        return Mode.valueOf(values.get(ScenarioKey.MODE));
    }

    /** Where the records come from. */
    public SourceKind source() {
        return SourceFaults.kind(values);
    }

    /**
     * Records a second that are written to the topic, whatever becomes of them.
     *
     * @throws IllegalStateException if the source is not Kafka
     */
    public int sourceRatePerSecond() {
        requireKafka();
        return number(ScenarioKey.SOURCE_RATE);
    }

    /**
     * Partitions of the topic.
     *
     * @throws IllegalStateException if the source is not Kafka
     */
    public int sourcePartitions() {
        requireKafka();
        return values.containsKey(ScenarioKey.SOURCE_PARTITIONS)
                ? number(ScenarioKey.SOURCE_PARTITIONS)
                : DEFAULT_PARTITIONS;
    }

    /** Subtasks of the source; each has buffers of its own. */
    public int sourceParallelism() {
        return values.containsKey(ScenarioKey.SOURCE_PARALLELISM)
                ? number(ScenarioKey.SOURCE_PARALLELISM)
                : 1;
    }

    /**
     * Whether its consumer keeps offsets in the job's savepoints, which can then be exact, and
     * commits none in between.
     */
    public boolean keepsOffsetsInSavepoints() {
        return OffsetsIn.SAVEPOINTS.toString().equals(values.get(ScenarioKey.SOURCE_OFFSETS));
    }

    /** The same scenario with its offsets there. */
    public Scenario withOffsetsInSavepoints() {
        requireKafka();
        Map<ScenarioKey, String> kept = new EnumMap<>(values);
        kept.put(ScenarioKey.SOURCE_OFFSETS, OffsetsIn.SAVEPOINTS.toString());
        return new Scenario(name, kept);
    }

    /** The slots of a cluster that the job needs: subtasks of source and work share them. */
    public int slots() {
        return Math.max(parallelism(), sourceParallelism());
    }

    /** Where the broker is; empty until one is started for the run. */
    public Optional<String> sourceBootstrapServers() {
        return Optional.ofNullable(values.get(ScenarioKey.SOURCE_BOOTSTRAP_SERVERS));
    }

    /** The file that says how Kafka's clients log in there; empty where nobody has to. */
    public Optional<String> sourceKafkaConfig() {
        return Optional.ofNullable(values.get(ScenarioKey.SOURCE_KAFKA_CONFIG));
    }

    /**
     * The same scenario with that file for Kafka's clients.
     *
     * @throws IllegalArgumentException if no scenario file could name it
     */
    public Scenario withKafkaConfig(String file) {
        requireKafka();
        if (!ScenarioKey.SOURCE_KAFKA_CONFIG.accepts(file)) {
            throw new IllegalArgumentException(
                    "expected " + ScenarioKey.SOURCE_KAFKA_CONFIG.expected() + ": " + file);
        }
        Map<ScenarioKey, String> found = new EnumMap<>(values);
        found.put(ScenarioKey.SOURCE_KAFKA_CONFIG, file);
        return new Scenario(name, found);
    }

    /** The topic; empty where a run may name it. */
    public Optional<String> sourceTopic() {
        return Optional.ofNullable(values.get(ScenarioKey.SOURCE_TOPIC));
    }

    /** The same scenario, reading that topic there. */
    public Scenario reading(String topic, String bootstrapServers) {
        requireKafka();
        Map<ScenarioKey, String> found = new EnumMap<>(values);
        found.put(ScenarioKey.SOURCE_TOPIC, topic);
        found.put(ScenarioKey.SOURCE_BOOTSTRAP_SERVERS, bootstrapServers);
        return new Scenario(name, found);
    }

    /**
     * The source's sleep between two bursts of records, in milliseconds; 0 means flat out.
     *
     * @throws IllegalStateException if the source is not synthetic
     */
    public int intervalMillis() {
        requireSynthetic();
        return number(ScenarioKey.INTERVAL);
    }

    /**
     * Records that the source emits between two sleeps.
     *
     * @throws IllegalStateException if the source is not synthetic
     */
    public int eventsPerInterval() {
        requireSynthetic();
        return number(ScenarioKey.EVENTS_IN_INTERVAL);
    }

    /** Subtasks of the work. */
    public int parallelism() {
        return number(ScenarioKey.PARALLELISM);
    }

    /** The shortest ordinary service time, in milliseconds. */
    public int minMillis() {
        return number(ScenarioKey.NUMS_MIN);
    }

    /** Ordinary service times lie in {@code [min, min + range)}, in milliseconds. */
    public int rangeMillis() {
        return number(ScenarioKey.NUMS_RANGE);
    }

    /** How ordinary service times lie in their range. */
    public Distribution distribution() {
        return Distribution.of(
                values.getOrDefault(ScenarioKey.DISTRIBUTION, Distribution.UNIFORM.toString()));
    }

    /**
     * The straggler draws from {@code [0, waitRange)} how many calls lie between two stalls.
     *
     * @throws IllegalStateException if the mode has no straggler
     */
    public int stragglerWaitRange() {
        requireStraggler();
        return number(ScenarioKey.WAIT_RANGE);
    }

    /**
     * How long a stall takes, in milliseconds.
     *
     * @throws IllegalStateException if the mode has no straggler
     */
    public int stragglerWaitMillis() {
        requireStraggler();
        return number(ScenarioKey.WAIT_MILLIS);
    }

    /**
     * The subtasks that straggle at any time, in order; subtask 0 unless told. Whoever is slow
     * because one of them is near is not among them.
     *
     * @throws IllegalStateException if the mode has no straggler
     */
    public SortedSet<Integer> stragglers() {
        return stragglerSchedule().stragglers();
    }

    /**
     * Who straggles when; the same all the time unless told.
     *
     * @throws IllegalStateException if the mode has no straggler
     */
    public StragglerSchedule stragglerSchedule() {
        requireStraggler();
        String schedule = values.get(ScenarioKey.STRAGGLER_SCHEDULE);
        return schedule == null
                ? StragglerSchedule.constant(
                        StragglerFaults.listed(
                                values.getOrDefault(ScenarioKey.STRAGGLER_SUBTASKS, "0")))
                : StragglerSchedule.of(schedule);
    }

    /** Whether the subtasks that share a straggler's TaskManager are as slow as it is. */
    public boolean isSlowByTaskManager() {
        return mode() == Mode.STRAGGLER
                && StragglerScope.of(values.get(ScenarioKey.STRAGGLER_SCOPE))
                        == StragglerScope.TASK_MANAGER;
    }

    /**
     * The same scenario in which those subtasks straggle all the time, and nobody with them.
     *
     * @throws IllegalStateException if the mode has no straggler
     */
    public Scenario withStragglers(SortedSet<Integer> subtasks) {
        requireStraggler();
        if (subtasks.isEmpty()) {
            return withoutStraggler();
        }
        Map<ScenarioKey, String> listed = new EnumMap<>(values);
        listed.remove(ScenarioKey.STRAGGLER_SCHEDULE);
        listed.remove(ScenarioKey.STRAGGLER_SCOPE);
        listed.put(
                ScenarioKey.STRAGGLER_SUBTASKS,
                subtasks.stream().map(String::valueOf).collect(Collectors.joining(",")));
        return new Scenario(name, listed);
    }

    /** Whether somebody else straggles at another time. */
    public boolean stragglerChanges() {
        return mode() == Mode.STRAGGLER && stragglerSchedule().changes();
    }

    /** The same scenario, as it would be if that phase of its schedule lasted. */
    public Scenario lasting(StragglerSchedule.Phase phase) {
        return withStragglers(phase.stragglers());
    }

    /** How records are routed to the work's subtasks. */
    public Partitioner partitioner() {
        String text = values.get(ScenarioKey.PARTITIONER);
        return text == null ? Partitioner.REBALANCE : Partitioner.of(text);
    }

    /**
     * How many records a subtask of the work may have under way at once, by Flink's asynchronous
     * I/O; 0 for a map, which has one.
     */
    public int asyncCapacity() {
        return values.containsKey(ScenarioKey.ASYNC_CAPACITY)
                ? number(ScenarioKey.ASYNC_CAPACITY)
                : 0;
    }

    /** After how many milliseconds operators send a buffer that is not full. */
    public BufferTimeouts bufferTimeouts() {
        return BufferTimeouts.of(bufferTimeoutMillis(), values, partitioner());
    }

    /** The same of operators that have none of their own. */
    public int bufferTimeoutMillis() {
        return values.containsKey(ScenarioKey.BUFFER_TIMEOUT_MILLIS)
                ? number(ScenarioKey.BUFFER_TIMEOUT_MILLIS)
                : DEFAULT_BUFFER_TIMEOUT_MILLIS;
    }

    /** After how many records the source ends, if it ever does. */
    public OptionalInt limit() {
        return values.containsKey(ScenarioKey.LIMIT)
                ? OptionalInt.of(number(ScenarioKey.LIMIT))
                : OptionalInt.empty();
    }

    /**
     * After how many milliseconds the next exactly-once checkpoint begins; empty where a job makes
     * none, and is not started over.
     */
    public OptionalInt checkpointIntervalMillis() {
        return values.containsKey(ScenarioKey.CHECKPOINT_INTERVAL_MILLIS)
                ? OptionalInt.of(number(ScenarioKey.CHECKPOINT_INTERVAL_MILLIS))
                : OptionalInt.empty();
    }

    /**
     * Whether the job proves that each record came through once even when it is started over in the
     * middle: it has an end, and goes on from a checkpoint.
     */
    public boolean provesDeliveryOverRestarts() {
        return limit().isPresent() && checkpointIntervalMillis().isPresent();
    }

    /** What every random draw of the run starts from, if it is given. */
    public OptionalLong seed() {
        String text = values.get(ScenarioKey.SEED);
        return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    /** The same scenario with a seed of its own. */
    public Scenario withSeed(long seed) {
        Map<ScenarioKey, String> seeded = new EnumMap<>(values);
        seeded.put(ScenarioKey.SEED, Long.toString(seed));
        return new Scenario(name, seeded);
    }

    /**
     * The same scenario with so many subtasks of the work.
     *
     * @throws IllegalArgumentException if there cannot be so many
     */
    public Scenario withParallelism(int parallelism) {
        String text = Integer.toString(parallelism);
        if (!ScenarioKey.PARALLELISM.accepts(text)) {
            throw new IllegalArgumentException(
                    "expected " + ScenarioKey.PARALLELISM.expected() + ": " + text);
        }
        Map<ScenarioKey, String> scaled = new EnumMap<>(values);
        scaled.put(ScenarioKey.PARALLELISM, text);
        return new Scenario(name, scaled);
    }

    /** The same scenario with no straggler in it: what its throughput is compared with. */
    public Scenario withoutStraggler() {
        Map<ScenarioKey, String> minimal = new EnumMap<>(values);
        minimal.put(ScenarioKey.MODE, Mode.MINIMAL_VARIANCE.name());
        return new Scenario(name, minimal);
    }

    /** Every key that is set, and its value, as they stand in a scenario file. */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        values.forEach((key, value) -> properties.put(key.text(), value));
        return properties;
    }

    /** The scenario as a properties file that {@link ScenarioReader} accepts. */
    public String toPropertiesText() {
        return properties().entrySet().stream()
                .map(entry -> entry + "\n")
                .collect(Collectors.joining());
    }

    private int number(ScenarioKey key) {
        return Integer.parseInt(values.get(key));
    }

    private void requireKafka() {
        if (source() != SourceKind.KAFKA) {
            throw new IllegalStateException(name + " reads no topic");
        }
    }

    private void requireSynthetic() {
        if (source() != SourceKind.SYNTHETIC) {
            throw new IllegalStateException(name + " makes no records of its own");
        }
    }

    private void requireStraggler() {
        if (mode() != Mode.STRAGGLER) {
            throw new IllegalStateException(name + " has no straggler");
        }
    }
}

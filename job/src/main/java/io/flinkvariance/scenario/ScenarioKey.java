package io.flinkvariance.scenario;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The vocabulary of a scenario file: every key, what its value may be, and when it must be there.
 *
 * <p>The first eight are those of the published comparison's own job and keep its names.
 */
enum ScenarioKey {
    MODE("mode", Need.ALWAYS, Mode.values()),
    INTERVAL("stream.interval", Need.SYNTHETIC, 0, Limits.LONGEST_MILLIS, Limits.MILLISECONDS),
    EVENTS_IN_INTERVAL("stream.numEventsInInterval", Need.SYNTHETIC, 1, Integer.MAX_VALUE, ""),
    PARALLELISM("stream.parallelism", Need.ALWAYS, 1, Limits.HIGHEST_PARALLELISM, ""),
    NUMS_MIN("nums.min", Need.ALWAYS, 0, Limits.LONGEST_MILLIS, Limits.MILLISECONDS),
    NUMS_RANGE("nums.range", Need.ALWAYS, 1, Limits.LONGEST_MILLIS, Limits.MILLISECONDS),
    WAIT_RANGE("straggler.waitRange", Need.STRAGGLER, 1, Integer.MAX_VALUE, ""),
    WAIT_MILLIS(
            "straggler.waitMillis", Need.STRAGGLER, 0, Limits.LONGEST_MILLIS, Limits.MILLISECONDS),
    STRAGGLER_SUBTASKS(
            "straggler.subtasks",
            Pattern.compile("[0-9]{1,5}(,[0-9]{1,5})*"),
            "subtasks from 0 on, with commas between, such as 0,2"),
    STRAGGLER_SCHEDULE(
            "straggler.schedule",
            Pattern.compile(
                    "PHASE(,PHASE)*(,SECONDS:repeat)?"
                            .replace("PHASE", "SECONDS:(none|SUBTASK(\\+SUBTASK)*)")
                            .replace("SECONDS", "[0-9]{1,5}s")
                            .replace("SUBTASK", "[0-9]{1,5}")),
            "who straggles from when on, such as 0s:0,60s:1+2,120s:none,180s:repeat"),
    STRAGGLER_SCOPE("straggler.scope", Need.NEVER, StragglerScope.values()),

    DISTRIBUTION("nums.distribution", Need.NEVER, Distribution.values()),
    PARTITIONER("stream.partitioner", Need.NEVER, Partitioner.values()),
    ASYNC_CAPACITY(Scenario.ASYNC_CAPACITY, Need.NEVER, 0, Limits.MOST_AT_ONCE, ""),
    BUFFER_TIMEOUT_MILLIS(BufferTimeouts.KEY),
    SOURCE_BUFFER_TIMEOUT_MILLIS(BufferTimeouts.PREFIX + BufferTimeouts.SOURCE),
    ROUTER_BUFFER_TIMEOUT_MILLIS(BufferTimeouts.PREFIX + BufferTimeouts.ROUTER),
    WORK_BUFFER_TIMEOUT_MILLIS(BufferTimeouts.PREFIX + BufferTimeouts.WORK),
    /** At most 2³¹ − 1: the sequence number of a record is an int. */
    LIMIT("stream.limit", Need.NEVER, 1, Integer.MAX_VALUE, ""),
    CHECKPOINT_INTERVAL_MILLIS(
            "stream.checkpointIntervalMillis",
            Need.NEVER,
            Limits.SHORTEST_CHECKPOINT_INTERVAL,
            Limits.LONGEST_MILLIS,
            Limits.MILLISECONDS),
    SEED("random.seed", Need.NEVER, Long.MIN_VALUE, Long.MAX_VALUE, ""),

    SOURCE("source", Need.NEVER, SourceKind.values()),
    SOURCE_RATE("source.rate", Need.KAFKA, 1, Limits.HIGHEST_RATE, " (records per second)"),
    SOURCE_PARTITIONS("source.partitions", Need.NEVER, 1, Limits.MOST_PARTITIONS, ""),
    SOURCE_PARALLELISM("source.parallelism", Need.NEVER, 1, Limits.HIGHEST_PARALLELISM, ""),
    SOURCE_OFFSETS("source.offsets", Need.NEVER, OffsetsIn.values()),
    SOURCE_BOOTSTRAP_SERVERS(
            "source.bootstrapServers",
            Pattern.compile("[^\\s,:]+:[0-9]{1,5}(,[^\\s,:]+:[0-9]{1,5})*"),
            "host:port, or several with commas between"),
    /** A file for Kafka's clients. Its name goes into properties files, unescaped. */
    SOURCE_KAFKA_CONFIG(
            "source.kafkaConfig",
            Pattern.compile("[^\\s\\\\\\p{Cntrl}]([^\\\\\\p{Cntrl}]*[^\\s\\\\\\p{Cntrl}])?"),
            "the path of a file, without a backslash in it"),
    /** Kafka's own rule for names, and its longest. */
    SOURCE_TOPIC(
            "source.topic",
            Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}"),
            "up to 249 letters, digits, dots, underscores and hyphens");

    /** When a file must have the key. */
    private enum Need {
        ALWAYS,
        STRAGGLER,
        SYNTHETIC,
        KAFKA,
        NEVER
    }

    /** Bounds that several keys share. */
    private static final class Limits {
        /** A day: longer sleeps are typing errors, and sums of shorter ones never overflow. */
        static final long LONGEST_MILLIS = 86_400_000;

        /** What later releases of Flink have as {@code MINIMAL_CHECKPOINT_TIME}. */
        static final long SHORTEST_CHECKPOINT_INTERVAL = 10;

        /** Flink's own bound, {@code KeyGroupRangeAssignment.UPPER_BOUND_MAX_PARALLELISM}. */
        static final long HIGHEST_PARALLELISM = 1 << 15;

        /** What one producer was tried with. */
        static final long HIGHEST_RATE = 100_000;

        /** Lag is asked for each second, partition by partition. */
        static final long MOST_PARTITIONS = 1000;

        /** More than a thousand requests under way are no remedy, but a flood. */
        static final long MOST_AT_ONCE = 1000;

        static final String MILLISECONDS = " (milliseconds)";
    }

    private static final String CHOICES_JOINED_BY = " or ";

    private final String text;
    private final Need need;
    private final Optional<Pattern> pattern;
    private final boolean isNumber;
    private final long least;
    private final long most;
    private final String expected;

    ScenarioKey(String text, Need need, long least, long most, String unit) {
        this.text = text;
        this.need = need;
        this.pattern = Optional.empty();
        this.isNumber = true;
        this.least = least;
        this.most = most;
        this.expected =
                String.format(Locale.ROOT, "a whole number from %d to %d%s", least, most, unit);
    }

    /** A buffer timeout. */
    ScenarioKey(String text) {
        this(
                text,
                Need.NEVER,
                BufferTimeouts.NEVER,
                Limits.LONGEST_MILLIS,
                " (milliseconds; -1: not before it is full)");
    }

    ScenarioKey(String text, Need need, Enum<?>[] choices) {
        this.text = text;
        this.need = need;
        this.pattern = Optional.empty();
        this.isNumber = false;
        this.least = 0;
        this.most = 0;
        this.expected =
                Arrays.stream(choices)
                        .map(Enum::toString)
                        .collect(Collectors.joining(CHOICES_JOINED_BY));
    }

    /** A text of that form, which no file must have. */
    ScenarioKey(String text, Pattern pattern, String expected) {
        this.text = text;
        this.need = Need.NEVER;
        this.pattern = Optional.of(pattern);
        this.isNumber = false;
        this.least = 0;
        this.most = 0;
        this.expected = expected;
    }

    static Optional<ScenarioKey> of(String text) {
        return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
    }

    static List<String> allNames() {
        return Collections.unmodifiableList(
                Arrays.stream(values()).map(key -> key.text).collect(Collectors.toList()));
    }

    String text() {
        return text;
    }

    /** What a value must be, worded to follow "expected". */
    String expected() {
        return expected;
    }

    boolean accepts(String value) {
        if (pattern.isPresent()) {
            return pattern.get().matcher(value).matches();
        }
        if (!isNumber) {
            return Arrays.asList(expected.split(CHOICES_JOINED_BY)).contains(value);
        }
        try {
            long number = Long.parseLong(value);
            return least <= number && number <= most;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    boolean isNeededIn(Mode mode, SourceKind source) {
        return need == Need.ALWAYS
                || (need == Need.STRAGGLER && mode == Mode.STRAGGLER)
                || (need == Need.SYNTHETIC && source == SourceKind.SYNTHETIC)
                || (need == Need.KAFKA && source == SourceKind.KAFKA);
    }

    /** Whether it means something only with a source of another kind. */
    boolean isForeignTo(SourceKind source) {
        return source == SourceKind.KAFKA
                ? need == Need.SYNTHETIC
                : this != SOURCE && text.startsWith(SOURCE.text + ".");
    }
}

package io.flinkvariance.scenario;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Who straggles when: the {@code straggler.schedule} key.
 *
 * <p>Times are whole seconds since a subtask was opened, so each subtask goes by a clock of its
 * own, and a subtask that is started over begins anew. Subtasks of one job are opened within
 * moments of each other, and by so much their phases differ.
 */
public final class StragglerSchedule implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String NOBODY = "none";
    private static final String REPEAT = "repeat";

    private final List<Phase> phases;
    private final long periodSeconds;

    private StragglerSchedule(List<Phase> phases, long periodSeconds) {
        this.phases = Collections.unmodifiableList(phases);
        this.periodSeconds = periodSeconds;
    }

    /** A time in which the same subtasks straggle. */
    public static final class Phase implements Serializable {
        private static final long serialVersionUID = 1L;

        private final long fromSecond;
        private final TreeSet<Integer> stragglers;

        private Phase(long fromSecond, List<Integer> stragglers) {
            this.fromSecond = fromSecond;
            this.stragglers = new TreeSet<>(stragglers);
        }

        /** When it begins, the first time. */
        public long fromSecond() {
            return fromSecond;
        }

        /** Whoever straggles in it, in order; empty if nobody does. */
        public SortedSet<Integer> stragglers() {
            return Collections.unmodifiableSortedSet(stragglers);
        }
    }

    /** The same all the time. */
    static StragglerSchedule constant(List<Integer> stragglers) {
        return new StragglerSchedule(Collections.singletonList(new Phase(0, stragglers)), 0);
    }

    /** Of a text that the key accepts and in which no {@link ScheduleFaults} are. */
    static StragglerSchedule of(String text) {
        List<Entry> entries = entries(text);
        Entry last = entries.get(entries.size() - 1);
        return new StragglerSchedule(
                entries.stream()
                        .filter(entry -> !entry.repeats())
                        .map(entry -> new Phase(entry.second, entry.stragglers()))
                        .collect(Collectors.toCollection(ArrayList::new)),
                last.repeats() ? last.second : 0);
    }

    /** What stands between two commas. */
    static final class Entry {
        private final long second;
        private final String who;

        private Entry(String text) {
            String[] parts = text.split("s:", 2);
            this.second = Long.parseLong(parts[0]);
            this.who = parts[1];
        }

        long second() {
            return second;
        }

        boolean repeats() {
            return who.equals(REPEAT);
        }

        /** As listed; nobody where it repeats. */
        List<Integer> stragglers() {
            return who.equals(NOBODY) || repeats()
                    ? Collections.emptyList()
                    : Arrays.stream(who.split("\\+"))
                            .map(Integer::valueOf)
                            .collect(Collectors.toList());
        }
    }

    /** Of a text that the key accepts. */
    static List<Entry> entries(String text) {
        return Arrays.stream(text.split(",")).map(Entry::new).collect(Collectors.toList());
    }

    /** In their order; at least one. */
    public List<Phase> phases() {
        return phases;
    }

    /** Whether there is more than one phase. */
    public boolean changes() {
        return phases.size() > 1;
    }

    /** Whether the first phase comes again after the last. */
    public boolean repeats() {
        return periodSeconds > 0;
    }

    /** From one beginning of the first phase to the next; 0 if it does not come again. */
    public long periodSeconds() {
        return periodSeconds;
    }

    /** The phase that lasts for good, unless they repeat. */
    public Phase last() {
        return phases.get(phases.size() - 1);
    }

    /** Whoever straggles at any time, in order. */
    public SortedSet<Integer> stragglers() {
        return phases.stream()
                .flatMap(phase -> phase.stragglers.stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a subtask straggles so long after it was opened. */
    public boolean straggles(int subtask, long nanosSinceOpened) {
        long second = TimeUnit.NANOSECONDS.toSeconds(nanosSinceOpened);
        long inPeriod = repeats() ? second % periodSeconds : second;
        int phase = phases.size() - 1;
        while (phase > 0 && phases.get(phase).fromSecond > inPeriod) {
            phase--;
        }
        return phases.get(phase).stragglers.contains(subtask);
    }
}

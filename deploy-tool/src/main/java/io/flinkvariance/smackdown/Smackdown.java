package io.flinkvariance.smackdown;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.flinkvariance.model.BufferSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * All runs of a smackdown, in their order: {@code smackdown.json}.
 *
 * <p>The order is drawn, so that what changes on the machine with time is no scenario's advantage.
 *
 * @param buffers and all that follows: of the Flink that it runs on, null before the first run
 */
public record Smackdown(
        int formatVersion,
        String startedAt,
        String kitVersion,
        String target,
        String flinkVersion,
        String javaVersion,
        Integer taskManagers,
        BufferSettings buffers,
        List<Trial> trials) {

    /** The form that this version reads and writes. */
    static final int FORMAT = 1;

    /** Copies the list. */
    public Smackdown {
        Objects.requireNonNull(startedAt, "startedAt");
        trials = List.copyOf(trials);
    }

    /**
     * One of which no run was made yet: each scenario with each router, so often, and what all are
     * shares of.
     */
    public static Smackdown of(
            Instant startedAt,
            String kitVersion,
            List<String> scenarios,
            Set<String> routers,
            int repeat,
            Random random) {
        List<Trial> trials = new ArrayList<>();
        for (int round = 0; round < repeat; round++) {
            List<Trial> ofRound = new ArrayList<>();
            for (String scenario : scenarios) {
                for (String router : new TreeSet<>(routers)) {
                    ofRound.add(Trial.planned(scenario, router, random.nextInt(Integer.MAX_VALUE)));
                }
            }
            if (!routers.contains(Standing.EQUAL_SHARES)) {
                // What all are shares of.
                ofRound.add(
                        Trial.planned(
                                Standing.MINIMAL,
                                Standing.EQUAL_SHARES,
                                random.nextInt(Integer.MAX_VALUE)));
            }
            // Each round by itself: one that is interrupted has as much of every scenario.
            Collections.shuffle(ofRound, random);
            trials.addAll(ofRound);
        }
        return new Smackdown(
                FORMAT, startedAt.toString(), kitVersion, null, null, null, null, null, trials);
    }

    /** The same on a Flink, known by the result of a run. */
    Smackdown on(
            String onTarget,
            String onFlink,
            String onJava,
            int onTaskManagers,
            BufferSettings withBuffers) {
        return new Smackdown(
                formatVersion,
                startedAt,
                kitVersion,
                onTarget,
                onFlink,
                onJava,
                onTaskManagers,
                withBuffers,
                trials);
    }

    /** The same with another state of the trial at that place. */
    Smackdown with(int index, Trial trial) {
        List<Trial> changed = new ArrayList<>(trials);
        changed.set(index, trial);
        return new Smackdown(
                formatVersion,
                startedAt,
                kitVersion,
                target,
                flinkVersion,
                javaVersion,
                taskManagers,
                buffers,
                changed);
    }

    /** Whether every run has a result. */
    @JsonIgnore
    public boolean isComplete() {
        return trials.stream().allMatch(Trial::isMeasured);
    }

    /** What the runs come to, a row for each scenario and router; worked out anew when read. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public List<Standing> standings() {
        return Standing.of(trials);
    }
}

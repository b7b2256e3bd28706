package io.flinkvariance.smackdown;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.flinkvariance.series.OneFlink;
import io.flinkvariance.series.Outcome;
import io.flinkvariance.series.Series;
import io.flinkvariance.series.SeriesKind;
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
 */
public record Smackdown(
        int formatVersion,
        String startedAt,
        String kitVersion,
        @JsonUnwrapped OneFlink flink,
        List<Trial> trials)
        implements Series<Smackdown> {

    /** What is known of all of them. */
    public static final SeriesKind<Smackdown> KIND =
            new SeriesKind<>(Smackdown.class, "smackdown", 1);

    /** Copies the list. */
    public Smackdown {
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(flink, "flink");
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
                KIND.formatVersion(), startedAt.toString(), kitVersion, OneFlink.UNKNOWN, trials);
    }

    @Override
    public List<Outcome> outcomes() {
        return trials.stream().map(Trial::outcome).toList();
    }

    @Override
    public String title(int index) {
        return trials.get(index).scenario() + ", " + trials.get(index).router();
    }

    /** Without one of the four it is none. */
    @Override
    public boolean canDoWithout(int index) {
        return false;
    }

    @Override
    public Smackdown with(int index, Outcome outcome) {
        List<Trial> changed = new ArrayList<>(trials);
        changed.set(index, trials.get(index).with(outcome));
        return new Smackdown(formatVersion, startedAt, kitVersion, flink, changed);
    }

    @Override
    public Smackdown on(OneFlink known) {
        return new Smackdown(formatVersion, startedAt, kitVersion, known, trials);
    }

    /** What the runs come to, a row for each scenario and router; worked out anew when read. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public List<Standing> standings() {
        return Standing.of(trials);
    }
}

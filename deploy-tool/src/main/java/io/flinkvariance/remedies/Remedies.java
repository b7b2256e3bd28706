package io.flinkvariance.remedies;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** All trials of a scenario's remedies, that of the scenario as it is first: remedies.json. */
public record Remedies(
        int formatVersion,
        String scenario,
        String startedAt,
        String kitVersion,
        List<Trial> trials) {

    /** The form that this version writes. */
    static final int FORMAT = 1;

    /** Copies the list. */
    public Remedies {
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(startedAt, "startedAt");
        trials = List.copyOf(trials);
    }

    /** Those of which none was tried yet. */
    public static Remedies of(
            String scenario, Instant startedAt, String kitVersion, List<Remedy> remedies) {
        return new Remedies(
                FORMAT,
                scenario,
                startedAt.toString(),
                kitVersion,
                remedies.stream().map(Trial::planned).toList());
    }

    /** The same with another state of the trial at that place. */
    Remedies with(int index, Trial trial) {
        List<Trial> changed = new ArrayList<>(trials);
        changed.set(index, trial);
        return new Remedies(formatVersion, scenario, startedAt, kitVersion, changed);
    }

    /** Whether every trial has a result. */
    @JsonIgnore
    public boolean isComplete() {
        return trials.stream().allMatch(Trial::isMeasured);
    }
}

package io.flinkvariance.remedies;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.flinkvariance.series.OneFlink;
import io.flinkvariance.series.Outcome;
import io.flinkvariance.series.Series;
import io.flinkvariance.series.SeriesKind;
import java.nio.file.Path;
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
        @JsonUnwrapped OneFlink flink,
        List<Trial> trials)
        implements Series<Remedies> {

    /** What is known of all of them. */
    public static final SeriesKind<Remedies> KIND = new SeriesKind<>(Remedies.class, "remedies", 1);

    /** Copies the list, which has to begin with the scenario as it is. */
    public Remedies {
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(flink, "flink");
        trials = List.copyOf(trials);
        if (trials.isEmpty() || !trials.get(0).isAsItIs()) {
            throw new IllegalArgumentException("nothing that the others could be compared with");
        }
    }

    /** Those of which none was tried yet. */
    public static Remedies of(
            String scenario, Instant startedAt, String kitVersion, List<Remedy> remedies) {
        return new Remedies(
                KIND.formatVersion(),
                scenario,
                startedAt.toString(),
                kitVersion,
                OneFlink.UNKNOWN,
                remedies.stream().map(Trial::planned).toList());
    }

    /** The name of the file, beside this, that has the scenario as it is. */
    public String scenarioFile() {
        return Path.of(scenario).getFileName() + ".properties";
    }

    @Override
    public List<Outcome> outcomes() {
        return trials.stream().map(Trial::outcome).toList();
    }

    @Override
    public String title(int index) {
        return scenario + ", " + trials.get(index).remedy().name();
    }

    /** The others are compared with the scenario as it is. */
    @Override
    public boolean canDoWithout(int index) {
        return !trials.get(index).isAsItIs();
    }

    @Override
    public boolean hasOwnBuffers(int index) {
        return !trials.get(index).remedy().flinkConf().isEmpty();
    }

    @Override
    public Remedies with(int index, Outcome outcome) {
        return with(index, trials.get(index).with(outcome));
    }

    Remedies with(int index, Trial trial) {
        List<Trial> changed = new ArrayList<>(trials);
        changed.set(index, trial);
        return new Remedies(formatVersion, scenario, startedAt, kitVersion, flink, changed);
    }

    @Override
    public Remedies on(OneFlink known) {
        return new Remedies(formatVersion, scenario, startedAt, kitVersion, known, trials);
    }
}

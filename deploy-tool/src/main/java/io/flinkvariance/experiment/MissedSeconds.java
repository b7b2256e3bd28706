package io.flinkvariance.experiment;

import io.flinkvariance.measure.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Tells of the seconds of a run that no sample is of, as its result then begins after them. */
final class MissedSeconds {
    /** What is shorter is bridged by what comes before and after. */
    private static final double SHORTEST_TOLD = 3;

    private final Consumer<String> notes;
    private OptionalDouble last = OptionalDouble.empty();

    MissedSeconds(Consumer<String> notes) {
        this.notes = notes;
    }

    /** Takes the next samples. */
    void look(List<Sample> samples) {
        for (Sample sample : samples) {
            ofGap(sample).ifPresent(notes);
            last = OptionalDouble.of(sample.second());
        }
    }

    private Optional<String> ofGap(Sample sample) {
        if (last.isEmpty() || sample.second() - last.getAsDouble() <= SHORTEST_TOLD) {
            return Optional.empty();
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "nothing is known of the job between the seconds %.0f and %.0f: its"
                                + " processes stood still, or could not be asked in time; the"
                                + " result is of what comes after",
                        last.getAsDouble(),
                        sample.second()));
    }
}

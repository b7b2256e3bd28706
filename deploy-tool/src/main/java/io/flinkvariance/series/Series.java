package io.flinkvariance.series;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * Several runs to be compared, in the order in which they are made, and what came of each so far.
 * Immutable; a JSON object when it is written.
 *
 * @param <S> itself
 */
public interface Series<S extends Series<S>> {
    /** The form of its file. */
    int formatVersion();

    /** What it runs on. */
    OneFlink flink();

    /** What came of each run, in their order. */
    List<Outcome> outcomes();

    /** What the run at that place is called. */
    String title(int index);

    /**
     * Whether the others can do without the run at that place, should Flink have no room for it.
     */
    boolean canDoWithout(int index);

    /** Whether the run at that place is on a Flink like the others' but for its buffers. */
    default boolean hasOwnBuffers(int index) {
        return false;
    }

    /** The same with another outcome of the run at that place. */
    S with(int index, Outcome outcome);

    /** The same on that Flink. */
    S on(OneFlink flink);

    /** Whether every run has a result. */
    @JsonIgnore
    default boolean isComplete() {
        return outcomes().stream().allMatch(Outcome::isMeasured);
    }
}

package io.flinkvariance.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountSnapshotTest {
    @Test
    void writesTimeAndCounts() {
        assertThat(
                        CountSnapshot.format(
                                List.of(
                                        new CountSnapshot(1000, 1, 2),
                                        new CountSnapshot(2000, 3, 4))))
                .isEqualTo("1000:1:2;2000:3:4");
    }

    @Property
    void readsWhatItWrote(@ForAll List<Long> times, @ForAll @NotEmpty long[] counts) {
        List<CountSnapshot> snapshots =
                times.stream().map(time -> new CountSnapshot(time, counts)).toList();

        assertThat(CountSnapshot.parse(CountSnapshot.format(snapshots))).isEqualTo(snapshots);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "1000:", ":1", "1000:x", "1000:1;", "1000:1;;2000:2", "1.5:1"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> CountSnapshot.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a snapshot: '");
    }

    @Test
    void needsACount() {
        assertThatThrownBy(() -> new CountSnapshot(1000))
                .hasMessage("a snapshot needs at least one count");
    }
}

package io.flinkvariance.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.measure.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissedSecondsTest {
    private final List<String> notes = new ArrayList<>();
    private final MissedSeconds missed = new MissedSeconds(notes::add);

    private void look(int... seconds) {
        missed.look(
                IntStream.of(seconds)
                        .mapToObj(
                                second -> new Sample(second, 9, List.of(9L), List.of(), List.of()))
                        .toList());
    }

    @Test
    void areTold() {
        look(40, 41);
        look(71, 72);

        assertThat(notes)
                .containsExactly(
                        "nothing is known of the job between the seconds 41 and 71: its processes"
                                + " stood still, or could not be asked in time; the result is of"
                                + " what comes after");
    }

    @Test
    void areNotWorthAWordWhenTheyAreFew() {
        look(0, 1, 2, 5);
        look();
        look(6, 8);

        assertThat(notes).isEmpty();
    }
}

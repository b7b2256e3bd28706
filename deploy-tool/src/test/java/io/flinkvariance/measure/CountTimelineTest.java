package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.counts.CountSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountTimelineTest {
    private final CountTimeline timeline = new CountTimeline();

    @Test
    void joinsHistoriesThatOverlap() {
        timeline.add(List.of(new CountSnapshot(1000, 10), new CountSnapshot(2000, 20)));
        timeline.add(List.of(new CountSnapshot(2000, 20), new CountSnapshot(3000, 40)));

        assertThat(timeline.at(1000, 0)).isEqualTo(10);
        assertThat(timeline.at(2500, 0)).isEqualTo(30);
        assertThat(timeline.firstMillis()).isEqualTo(1000);
        assertThat(timeline.lastMillis()).isEqualTo(3000);
    }

    @Test
    void takesTheMillisecondOutByWhichAReadingWasLate() {
        timeline.add(List.of(new CountSnapshot(1000, 0), new CountSnapshot(2010, 1010)));

        assertThat(timeline.at(2000, 0)).isEqualTo(1000);
    }

    @Test
    void knowsNothingOfTheTimeInWhichAProcessStoodStill() {
        timeline.add(List.of(new CountSnapshot(1000, 10), new CountSnapshot(2000, 20)));
        timeline.add(
                List.of(
                        new CountSnapshot(2000, 20),
                        new CountSnapshot(32_000, 30),
                        new CountSnapshot(33_900, 50)));

        assertThat(timeline.isInHole(2000)).isFalse();
        assertThat(timeline.isInHole(3000)).isTrue();
        assertThat(timeline.isInHole(31_999)).isTrue();
        assertThat(timeline.isInHole(32_000)).isFalse();
        assertThat(timeline.isInHole(33_000)).as("a reading that was a little late").isFalse();
    }

    @Test
    void isZeroBeforeTheSubtaskBegan() {
        timeline.add(List.of(new CountSnapshot(1500, 0, 7), new CountSnapshot(2000, 5, 9)));

        assertThat(timeline.at(1000, 0)).isZero();
        assertThat(timeline.counters()).isEqualTo(2);
    }

    @Test
    void knowsNothingOfTheFuture() {
        timeline.add(List.of(new CountSnapshot(1000, 0)));

        assertThatThrownBy(() -> timeline.at(1001, 0)).hasMessage("nothing is known at 1001 yet");
    }
}

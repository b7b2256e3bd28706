package io.flinkvariance.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CountHistoryTest {
    private final AtomicLong clock = new AtomicLong(10_000);

    @Test
    void keepsTheLastHalfMinute() {
        SubtaskCounter counter = new SubtaskCounter();
        try (CountHistory history =
                new CountHistory("test", () -> new long[] {counter.get()}, clock::get)) {
            for (int second = 0; second < 40; second++) {
                history.read();
                counter.add(7);
                clock.addAndGet(1000);
            }

            List<CountSnapshot> snapshots = CountSnapshot.parse(history.getValue());

            assertThat(snapshots).hasSize(32);
            assertThat(snapshots.get(0)).isEqualTo(new CountSnapshot(18_000, 8 * 7));
            assertThat(snapshots.get(31)).isEqualTo(new CountSnapshot(49_000, 39 * 7));
        }
    }

    @Test
    void dropsTheOldestWhenTheTextWouldNotFitIntoAMetric() {
        long[] many = new long[2000];
        Arrays.fill(many, 1_000_000_000L);
        try (CountHistory history = new CountHistory("test", () -> many, clock::get)) {
            for (int second = 0; second < 10; second++) {
                history.read();
                clock.addAndGet(1000);
            }

            assertThat(history.getValue().length()).isLessThanOrEqualTo(CountHistory.LONGEST_TEXT);
            assertThat(CountSnapshot.parse(history.getValue()))
                    .isNotEmpty()
                    .last()
                    .extracting(CountSnapshot::epochMillis)
                    .isEqualTo(19_000L);
        }
    }

    @Test
    void readsOnceWhenItIsStarted() {
        try (CountHistory history = CountHistory.start("test", () -> new long[] {5})) {
            assertThat(CountSnapshot.parse(history.getValue()))
                    .first()
                    .satisfies(snapshot -> assertThat(snapshot.count(0)).isEqualTo(5));
        }
    }
}

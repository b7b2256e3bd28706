package io.flinkvariance.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CountHistoryTest {
    private static final long SECOND_NANOS = 1_000_000_000;

    private final AtomicLong timeOfDay = new AtomicLong(10_000);
    private final AtomicLong nanos = new AtomicLong();
    private final SteadyClock clock = new SteadyClock(timeOfDay::get, nanos::get);

    @Test
    void keepsTheLastHalfMinute() {
        SubtaskCounter counter = new SubtaskCounter();
        try (CountHistory history =
                new CountHistory("test", () -> new long[] {counter.get()}, clock)) {
            for (int second = 0; second < 40; second++) {
                history.read();
                counter.add(7);
                nanos.addAndGet(SECOND_NANOS);
            }

            List<CountSnapshot> snapshots = CountSnapshot.parse(history.getValue());

            assertThat(snapshots).hasSize(32);
            assertThat(snapshots.get(0)).isEqualTo(new CountSnapshot(18_000, 8 * 7));
            assertThat(snapshots.get(31)).isEqualTo(new CountSnapshot(49_000, 39 * 7));
        }
    }

    @Test
    void countsSecondsThatAreOneSecondLongThoughTheTimeOfDayIsSet() {
        try (CountHistory history = new CountHistory("test", () -> new long[] {1}, clock)) {
            history.read();
            nanos.addAndGet(SECOND_NANOS);
            timeOfDay.addAndGet(3_600_000);
            history.read();
            nanos.addAndGet(SECOND_NANOS);
            timeOfDay.addAndGet(-7_200_000);
            history.read();

            assertThat(CountSnapshot.parse(history.getValue()))
                    .extracting(CountSnapshot::epochMillis)
                    .containsExactly(10_000L, 11_000L, 12_000L);
        }
    }

    @Test
    void dropsTheOldestWhenTheTextWouldNotFitIntoAMetric() {
        long[] many = new long[2000];
        Arrays.fill(many, 1_000_000_000L);
        try (CountHistory history = new CountHistory("test", () -> many, clock)) {
            for (int second = 0; second < 10; second++) {
                history.read();
                nanos.addAndGet(SECOND_NANOS);
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

package io.flinkvariance.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    /** A clock that goes on only while somebody waits by it; its zero is where it overflows. */
    private static final class StillTicker implements Ticker {
        private long nanos = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void pause(Duration length) {
            nanos += length.toNanos();
        }
    }

    private final Ticker ticker = new StillTicker();

    @Test
    void isOverWhenMoreThanItsTimeHasPassed() throws Exception {
        Deadline deadline = Deadline.in(Duration.ofSeconds(5), ticker);

        deadline.pause(Duration.ofSeconds(5));
        assertThat(deadline.isOver()).isFalse();

        deadline.pause(Duration.ofNanos(1));
        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void ofNoTimeLeavesTimeForOneLook() throws Exception {
        Deadline deadline = Deadline.in(Duration.ZERO, ticker);

        assertThat(deadline.isOver()).isFalse();
        deadline.pause(Duration.ofMillis(1));
        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void aStopwatchTellsWhatHasPassedSinceItsStart() throws Exception {
        ticker.pause(Duration.ofSeconds(1));
        Stopwatch watch = Stopwatch.started(ticker);

        ticker.pause(Duration.ofMinutes(3));

        assertThat(watch.elapsed()).isEqualTo(Duration.ofMinutes(3));
    }
}

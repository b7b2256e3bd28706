package io.flinkvariance.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private final AtomicLong timeOfDay = new AtomicLong(1_000_000);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final SteadyClock clock = new SteadyClock(timeOfDay::get, nanos::get);

    @Test
    void goesOnFromTheTimeOfDayAtWhichItWasMade() {
        assertThat(clock.epochMillis()).isEqualTo(1_000_000);

        nanos.addAndGet(2_500_000_000L);

        assertThat(clock.epochMillis()).isEqualTo(1_002_500);
    }

    @Test
    void doesNotCareThatTheTimeOfDayIsSet() {
        timeOfDay.addAndGet(3_600_000);
        assertThat(clock.epochMillis()).isEqualTo(1_000_000);

        timeOfDay.addAndGet(-7_200_000);
        assertThat(clock.epochMillis()).isEqualTo(1_000_000);
    }

    /** Whose beginning is that of the machine, many years after that of the time of day. */
    @Test
    void ofThisProcessCountsNanosecondsAndNotTheTimeOfDay() {
        long atZero =
                TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis())
                        - TimeUnit.NANOSECONDS.toMicros(System.nanoTime());

        assertThat(SteadyClock.OF_THIS_PROCESS.epochMicrosAtZero())
                .isCloseTo(atZero, within(TimeUnit.DAYS.toMicros(1)));
    }
}

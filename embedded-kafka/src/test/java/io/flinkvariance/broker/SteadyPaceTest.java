package io.flinkvariance.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyPaceTest {
    /** That of a machine which has run for a while; it goes over its end, as it may. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private SteadyPace pace(long limit) {
        return new SteadyPace(400, limit, nanos::get);
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void theFirstIsDueAtOnceAndTheNthAfterNOverTheRate() {
        SteadyPace pace = pace(Long.MAX_VALUE);

        assertThat(pace.due()).isEqualTo(1);
        pass(4);
        assertThat(pace.due()).isEqualTo(2);
        pass(996);
        assertThat(pace.due()).isEqualTo(401);
    }

    @Test
    void makesAPauseGoodAndDoesNotDriftInADay() {
        SteadyPace pace = pace(Long.MAX_VALUE);
        pass(TimeUnit.DAYS.toMillis(1));

        assertThat(pace.due()).isEqualTo(400L * 86_400 + 1);
    }

    @Test
    void endsWithTheLimit() {
        SteadyPace pace = pace(1000);
        pass(10_000);

        assertThat(pace.due()).isEqualTo(1000);
        assertThat(pace.isOver(999)).isFalse();
        assertThat(pace.isOver(1000)).isTrue();
    }

    /** Nothing of it asks for the time of day, so that there is none to be set. */
    @Test
    void standsStillAsLongAsItsClockDoes() throws Exception {
        SteadyPace pace = pace(Long.MAX_VALUE);
        long timeOfDay = System.currentTimeMillis();
        while (System.currentTimeMillis() < timeOfDay + 20) {
            Thread.sleep(5);
        }

        assertThat(pace.due()).isEqualTo(1);
    }
}

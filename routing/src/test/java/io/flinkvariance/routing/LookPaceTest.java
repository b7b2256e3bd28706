package io.flinkvariance.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookPaceTest {
    private static final long RECORD_NANOS = 60;

    private final LookPace pace = new LookPace();
    private long now;

    private int look(long laterNanos) {
        now += laterNanos;
        return pace.runAfterLookAt(now);
    }

    private int flow(int looks) {
        int run = 1;
        for (int look = 0; look < looks; look++) {
            run = look(run * RECORD_NANOS);
        }
        return run;
    }

    @Test
    void looksForEachRecordThatComesAlone() {
        for (int record = 0; record < 1000; record++) {
            assertThat(look(LookPace.PAUSE_NANOS)).isEqualTo(1);
        }
    }

    @Test
    void spreadsTheFirstOfABurstOneByOne() {
        look(LookPace.PAUSE_NANOS);
        for (int record = 1; record < 32; record++) {
            assertThat(look(RECORD_NANOS)).isEqualTo(1);
        }
        assertThat(look(RECORD_NANOS)).isEqualTo(2);
    }

    @Test
    void looksOnceIn64RecordsWhenTheyFlow() {
        assertThat(flow(1000)).isEqualTo(64);
        assertThat(flow(1_000)).isEqualTo(64);
    }

    @Test
    void looksForEachAgainAfterAPause() {
        flow(1000);

        assertThat(look(LookPace.PAUSE_NANOS)).isEqualTo(1);
        assertThat(look(RECORD_NANOS)).isEqualTo(1);
    }

    @Test
    void isNotConfusedByAClockThatBeginsBelowZero() {
        now = Long.MAX_VALUE - 10;

        assertThat(look(0)).isEqualTo(1);
        assertThat(look(20)).isEqualTo(1);
    }
}

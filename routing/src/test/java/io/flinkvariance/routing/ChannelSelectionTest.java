package io.flinkvariance.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChannelSelectionTest {
    private static final long FLAT_OUT_NANOS = 60;

    /** By the byte channel 0 is the emptier one, and by the buffer channel 1. */
    private static final ChannelQueues BYTES =
            new ChannelQueues() {
                @Override
                public int of(int channel) {
                    return channel == 0 ? 9 : 90;
                }

                @Override
                public long read(int channel) {
                    return 0;
                }

                @Override
                public Backlogs roughly() {
                    return channel -> channel == 0 ? 1 : 0;
                }
            };

    private long now;
    private final ChannelSelection selection =
            new ChannelSelection(RouterKind.LEAST_BACKLOG, 2, BYTES, () -> now, 1);

    private int next(long laterNanos) {
        now += laterNanos;
        return selection.next();
    }

    @Test
    void goesByTheByteWhereRecordsComeOneByOne() {
        for (int record = 0; record < 5000; record++) {
            assertThat(next(LookPace.PAUSE_NANOS)).isZero();
        }
    }

    @Test
    void goesByTheBufferWhereRecordsFlowAndByTheByteAgainAfterAPause() {
        next(LookPace.PAUSE_NANOS);
        for (int record = 1; record < 1024; record++) {
            assertThat(next(FLAT_OUT_NANOS)).as("record %d", record).isZero();
        }
        for (int record = 1024; record < 5000; record++) {
            next(FLAT_OUT_NANOS);
        }
        assertThat(next(FLAT_OUT_NANOS)).isEqualTo(1);

        for (int record = 0; record < LookPace.LONGEST_RUN; record++) {
            next(LookPace.PAUSE_NANOS);
        }
        assertThat(next(LookPace.PAUSE_NANOS)).isZero();
    }

    @Test
    void countsWhatItSendsToEachChannel() {
        for (int record = 0; record < 3; record++) {
            next(LookPace.PAUSE_NANOS);
        }

        assertThat(selection.sent().toArray()).containsExactly(3, 0);
    }
}

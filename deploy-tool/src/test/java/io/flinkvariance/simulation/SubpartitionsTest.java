package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.simulation.Subpartitions.Write;
import org.junit.jupiter.api.Test;

/** Segments of 4096 bytes, of which 455 records of 9 bytes leave one. */
class SubpartitionsTest {
    private static final int SEGMENT_BYTES = 4096;

    private final SegmentPool pool = new SegmentPool(3);
    private final Subpartitions channels = new Subpartitions(2, SEGMENT_BYTES, pool);

    private void write(int channel, int records) {
        for (int record = 0; record < records; record++) {
            assertThat(channels.write(channel)).isEqualTo(Write.DONE);
        }
    }

    @Test
    void aRecordThatDoesNotFitSpansTwoSegments() {
        write(0, 455);
        assertThat(pool.taken()).isEqualTo(1);
        assertThat(channels.queued(0)).isEqualTo(1);

        assertThat(channels.write(0)).isEqualTo(Write.DONE_AND_NOTIFY);
        assertThat(pool.taken()).isEqualTo(2);

        assertThat(channels.poll(0)).isEqualTo(SEGMENT_BYTES);
        assertThat(channels.lastPollPopped()).isTrue();
        assertThat(channels.poll(0)).isEqualTo(456 * 9);
        assertThat(channels.lastPollPopped()).isFalse();
    }

    @Test
    void theFirstBytesOfARecordThatWaitsAreThereAlready() {
        write(1, 1);
        write(0, 455);
        assertThat(channels.write(0)).isEqualTo(Write.DONE_AND_NOTIFY);
        write(0, 910 - 456);

        assertThat(channels.write(0)).isEqualTo(Write.WAITS);
        assertThat(channels.sent(0)).isEqualTo(911);
        assertThat(channels.poll(0)).isEqualTo(SEGMENT_BYTES);
        assertThat(channels.poll(0)).isEqualTo(2L * SEGMENT_BYTES);
        assertThat(channels.queued(0)).isZero();

        pool.giveBack();
        assertThat(channels.write(0)).isEqualTo(Write.DONE);
        assertThat(channels.sent(0)).isEqualTo(911);
        assertThat(channels.poll(0)).isEqualTo(911 * 9);
    }

    @Test
    void nineSegmentsEndWithARecord() {
        SegmentPool large = new SegmentPool(10);
        Subpartitions channel = new Subpartitions(1, SEGMENT_BYTES, large);
        for (int record = 0; record < SEGMENT_BYTES; record++) {
            channel.write(0);
        }

        assertThat(large.taken()).isEqualTo(9);
        channel.write(0);
        assertThat(large.taken()).isEqualTo(10);
    }

    @Test
    void aFlushTellsTheReaderOnceAndOnlyOfWhatIsThere() {
        assertThat(channels.flush(0)).isFalse();
        write(0, 1);
        assertThat(channels.isAvailable(0)).isFalse();
        assertThat(channels.flush(0)).isTrue();
        assertThat(channels.flush(0)).isFalse();
        assertThat(channels.isAvailable(0)).isTrue();

        assertThat(channels.poll(0)).isEqualTo(9);
        assertThat(channels.isAvailable(0)).isFalse();
        assertThat(channels.queued(0)).as("still written to").isEqualTo(1);
        assertThat(channels.poll(0)).as("nothing new").isEqualTo(9);
    }

    @Test
    void aSegmentThatIsWrittenToIsNoBacklogUnlessFlushed() {
        write(0, 1);
        assertThat(channels.backlog(0)).isZero();
        channels.flush(0);
        assertThat(channels.backlog(0)).isEqualTo(1);
    }

    @Test
    void whatIsUnreadIsToldToTheByteWhetherTheSegmentIsFullOrNot() {
        write(0, 2);
        assertThat(channels.unreadBytes(0)).isEqualTo(18);
        channels.poll(0);
        assertThat(channels.unreadBytes(0)).isZero();
        write(0, 1);
        assertThat(channels.unreadBytes(0)).isEqualTo(9);
    }
}

package io.flinkvariance.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a router sees of Flink's queues. */
class UnreadTest {
    private static final int SEGMENT_BYTES = 64;

    private WrittenPartition partition;
    private ChannelQueues unread;

    @BeforeEach
    void make() throws Exception {
        partition = new WrittenPartition(2, SEGMENT_BYTES);
        unread = partition.unread();
    }

    @Test
    void nothingWaitsInAChannelThatWasNeverWrittenTo() throws Exception {
        partition.write(1, 9);

        assertThat(unread.of(0)).isZero();
        assertThat(unread.of(1)).isEqualTo(9);
    }

    @Test
    void whatWasReadOfABufferThatIsStillWrittenToDoesNotWait() throws Exception {
        partition.write(0, 45);
        assertThat(partition.read(0)).isEqualTo(45);
        assertThat(unread.of(0)).as("in a buffer that stays in its queue").isZero();

        partition.write(0, 9);

        assertThat(unread.of(0)).isEqualTo(9);
    }

    @Test
    void severalBuffersWaitWithAllTheirBytes() throws Exception {
        partition.write(0, 3 * SEGMENT_BYTES + 10);
        assertThat(unread.of(0)).isEqualTo(3 * SEGMENT_BYTES + 10);

        assertThat(partition.read(0)).isEqualTo(SEGMENT_BYTES);

        assertThat(unread.of(0)).isEqualTo(2 * SEGMENT_BYTES + 10);
    }

    @Test
    void aBufferThatIsFullAndReadWaitsNoMore() throws Exception {
        partition.write(0, SEGMENT_BYTES);
        assertThat(unread.of(0)).isEqualTo(SEGMENT_BYTES);

        partition.read(0);

        assertThat(unread.of(0)).isZero();
    }

    @Test
    void roughlyBuffersWaitUntilTheyAreFullAndRead() throws Exception {
        Backlogs buffers = unread.roughly();
        assertThat(buffers.of(0)).isZero();
        partition.write(0, SEGMENT_BYTES + 10);
        assertThat(buffers.of(0)).isEqualTo(2);

        partition.read(0);
        partition.read(0);

        assertThat(buffers.of(0)).as("the one that is written to").isEqualTo(1);
        assertThat(buffers.of(1)).isZero();
    }

    @Test
    void aBarrierWaitsLikeRecords() throws Exception {
        partition.write(0, 9);
        int barrier = partition.barrier(0);
        assertThat(unread.of(0)).isEqualTo(9 + barrier);

        partition.read(0);
        assertThat(unread.of(0)).isEqualTo(barrier);

        partition.read(0);
        assertThat(unread.of(0)).isZero();
    }

    @Test
    void nothingWaitsInAPartitionThatWasReleased() throws Exception {
        partition.write(0, 100);

        partition.release();

        assertThat(unread.of(0)).isZero();
    }

    @Property(tries = 200)
    void unreadIsWhatWasWrittenLessWhatWasRead(@ForAll @IntRange(min = 1) int seed)
            throws Exception {
        WrittenPartition queues = new WrittenPartition(2, SEGMENT_BYTES);
        ChannelQueues backlogs = queues.unread();
        Random random = new Random(seed);
        int[] waiting = new int[2];
        long[] taken = new long[2];
        for (int step = 0; step < 100; step++) {
            int channel = random.nextInt(2);
            if (random.nextInt(3) > 0) {
                int bytes = 1 + random.nextInt(SEGMENT_BYTES);
                queues.write(channel, bytes);
                waiting[channel] += bytes;
            } else {
                int bytes = queues.read(channel);
                waiting[channel] -= bytes;
                taken[channel] += bytes;
            }

            assertThat(backlogs.of(0)).isEqualTo(waiting[0]);
            assertThat(backlogs.of(1)).isEqualTo(waiting[1]);
            assertThat(backlogs.read(0)).isEqualTo(taken[0]);
            assertThat(backlogs.read(1)).isEqualTo(taken[1]);
        }
    }

    /** The writer looks while another thread reads: late at worst, and never less than nothing. */
    @Test
    @Timeout(30)
    void aReaderInAnotherThreadIsSeenInTheEnd() throws Exception {
        int records = 20_000;
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> readAll(9 * records));
        for (int record = 0; record < records; record++) {
            partition.write(0, 9);
            assertThat(unread.of(0)).isBetween(0, 9 * (record + 1));
        }

        reader.get(20, TimeUnit.SECONDS);

        assertThat(unread.of(0)).isZero();
        assertThat(unread.read(0)).isEqualTo(9L * records);
    }

    private void readAll(int bytes) {
        int read = 0;
        while (read < bytes) {
            try {
                read += partition.read(0);
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}

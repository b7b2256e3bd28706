package io.flinkvariance.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a record that is sent now is expected to wait, with readers of known pace. */
class DelaysTest {
    private static final int RECORD = 9;

    private final Readers readers = new Readers(3);
    private final Delays delays = new Delays(readers, 3, () -> readers.nanos);

    /** Queues of which a test says what is written to them and taken. */
    private static final class Readers implements ChannelQueues {
        private final int[] unread;
        private final long[] read;
        private long nanos = -5_000_000_000L;

        Readers(int channels) {
            unread = new int[channels];
            read = new long[channels];
        }

        void write(int channel, int records) {
            unread[channel] += records * RECORD;
        }

        void take(int channel, int records) {
            unread[channel] -= records * RECORD;
            read[channel] += records * (long) RECORD;
        }

        void pass(double millis) {
            nanos += (long) (millis * 1e6);
        }

        @Override
        public int of(int channel) {
            return unread[channel];
        }

        @Override
        public long read(int channel) {
            return read[channel];
        }

        @Override
        public Backlogs roughly() {
            return channel -> 7;
        }
    }

    private double millis(int channel) {
        return delays.of(channel) / 1e3;
    }

    private void look() {
        for (int channel = 0; channel < 3; channel++) {
            delays.of(channel);
        }
    }

    /** Takes record by record, and is looked at each time. */
    private void work(int channel, int records, double millisEach) {
        readers.write(channel, records + 1);
        readers.take(channel, 1);
        look();
        for (int record = 0; record < records; record++) {
            readers.pass(millisEach);
            readers.take(channel, 1);
            look();
        }
    }

    @Test
    void whereNobodyHasReadTheEmptierIsTheShorter() {
        readers.write(0, 300);
        readers.write(1, 200);

        assertThat(delays.of(0)).isGreaterThan(delays.of(1));
        assertThat(delays.of(2)).isZero();
    }

    @Test
    void isWhatIsUnreadAtThePaceOfItsReader() {
        work(0, 20, 50);
        work(1, 20, 7);
        readers.pass(1000);
        look();
        readers.write(0, 10);
        readers.write(1, 10);

        assertThat(millis(0)).isCloseTo(500, within(0.1));
        assertThat(millis(1)).isCloseTo(70, within(0.1));
    }

    @Test
    void aReaderOfWhichNothingIsKnownCountsAsTheOthersDo() {
        work(0, 10, 50);
        work(1, 10, 10);
        readers.write(2, 10);

        assertThat(millis(2)).isCloseTo(300, within(5.0));
    }

    @Test
    void whatAReaderIsAtCountsAsFarAsItIsNotDone() {
        work(0, 20, 50);
        readers.pass(50);
        readers.write(0, 100);
        readers.take(0, 100);
        assertThat(millis(0)).isCloseTo(5000, within(50.0));

        readers.pass(2000);
        assertThat(millis(0)).isCloseTo(3000, within(50.0));

        readers.pass(4000);
        assertThat(millis(0)).as("it should be done").isZero();
    }

    @Test
    void oneThatIsLateCountsAsSlowerAtOnce() {
        work(0, 20, 10);
        readers.write(0, 10);
        assertThat(millis(0)).as("one under way and ten").isCloseTo(110, within(1.0));

        readers.pass(1000);

        assertThat(millis(0)).as("a second each").isCloseTo(10_000, within(1.0));
    }

    @Test
    void oneThatHasNothingToDoIsNotSlowForThat() {
        work(0, 20, 10);
        for (int second = 0; second < 60; second++) {
            readers.pass(1000);
            look();
        }
        readers.write(0, 10);
        assertThat(millis(0)).isCloseTo(100, within(1.0));
        readers.take(0, 10);
        readers.pass(10);
        look();
        readers.pass(90);
        readers.write(0, 10);

        assertThat(millis(0)).isCloseTo(110, within(12.0));
    }

    @Test
    void ofASlowTimeThatIsOverLittleIsRemembered() {
        work(0, 100, 50);
        readers.pass(50);
        work(0, 4000, 5);
        readers.write(0, 100);

        assertThat(millis(0)).isCloseTo(500, within(100.0));
    }

    /** Nobody looks while nothing comes. */
    @Test
    void oneThatNothingWasSentToForAnHourIsNotSlowForThat() {
        work(0, 20, 10);
        work(1, 20, 10);
        readers.pass(1000);
        look();
        readers.write(0, 1);
        readers.pass(50);
        readers.take(0, 1);
        readers.pass(3_600_000);
        look();
        readers.write(0, 10);
        readers.write(1, 10);

        assertThat(millis(0)).isCloseTo(100, within(1.0));
        assertThat(millis(1)).isCloseTo(100, within(1.0));
    }

    /** As where a barrier is unread just when somebody looks again. */
    @Test
    void anHourThatCannotBeToldFromWorkIsForgottenSoon() {
        work(0, 1000, 10);
        readers.write(0, 2);
        readers.pass(3_600_000);
        readers.take(0, 1);
        look();

        assertThat(millis(0)).as("one that is taken and one more").isLessThan(60);
    }

    @Test
    void oneThatIsAThousandTimesAsSlowAsBeforeIsKnownToBeAfterSomeRecords() {
        work(0, 100, 1);
        work(0, 30, 1000);
        readers.write(0, 10);

        assertThat(millis(0)).isGreaterThan(5000);
    }

    @Test
    void oneThatWasBusyBetweenTwoLooksIsKnownToHaveBeen() {
        work(0, 20, 10);
        readers.write(0, 20);
        readers.take(0, 10);
        look();
        readers.pass(3000);
        readers.take(0, 5);
        look();

        assertThat(millis(0)).as("five that are taken and six, at 0.1 s").isGreaterThan(900);
    }

    @Test
    void whatWasReadInNoTimeByTheClockIsStillOfSomePace() {
        readers.write(0, 300);
        readers.take(0, 100);
        look();
        readers.take(0, 100);
        look();

        assertThat(delays.of(0)).isPositive();
    }

    @Test
    void severalTakenBetweenTwoLooksAreAsManyAtTheSamePace() {
        readers.write(0, 1000);
        readers.take(0, 10);
        look();
        for (int second = 0; second < 9; second++) {
            readers.pass(1000);
            readers.take(0, 100);
            look();
        }

        assertThat(millis(0)).as("100 and 90 at some 10 ms").isBetween(1800.0, 2400.0);
    }

    @Test
    void whereRecordsAreNoWorkItCountsAsTheOtherRoutersDo() {
        assertThat(delays.roughly().of(1)).isEqualTo(7);
    }

    @Test
    void theLongestIsNoLessThanNothing() {
        work(0, 2, 1e6);
        readers.write(0, 100_000_000);

        assertThat(delays.of(0)).isEqualTo(Integer.MAX_VALUE);
    }

    @Property(tries = 200)
    void isNeverNegativeAndNothingOnlyWhereNothingIsUnread(@ForAll @IntRange(min = 1) int seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 300; step++) {
            int channel = random.nextInt(3);
            readers.pass(random.nextInt(20));
            readers.write(channel, random.nextInt(5));
            if (readers.of(channel) > 0 && random.nextBoolean()) {
                readers.take(channel, 1 + random.nextInt(readers.of(channel) / RECORD));
            }
            int delay = delays.of(channel);

            assertThat(delay).isNotNegative();
            if (delay == 0) {
                assertThat(readers.of(channel)).isZero();
            }
        }
    }
}

package io.flinkvariance.stamps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampHistoryTest {
    private final AtomicLong nanos = new AtomicLong();
    private final StampHistory history = new StampHistory("work", "here", 9, nanos::get);

    private List<StampChunk> chunks() {
        return StampText.parse(history.getValue()).chunks();
    }

    @Test
    void showsEachStampInOneReading() {
        history.put(1, 1_500, 0);
        history.put(2, 2_500, 1_000);
        nanos.set(3_000);
        history.read();
        history.put(3, 3_500, 2_000);
        nanos.set(4_000);
        history.read();

        assertThat(chunks()).hasSize(2);
        assertThat(chunks().get(0).stamps()).containsExactly(new Stamp(1, 1), new Stamp(2, 2, 1));
        assertThat(chunks().get(0).untilMicros()).isEqualTo(3);
        assertThat(chunks().get(1).stamps()).containsExactly(new Stamp(3, 3, 2));
        assertThat(chunks().get(1).untilMicros()).isEqualTo(4);
    }

    @Test
    void forgetsTheOldestReadingFirst() {
        for (int reading = 0; reading < StampHistory.MOST_CHUNKS + 3; reading++) {
            history.read();
        }

        assertThat(chunks()).hasSize(StampHistory.MOST_CHUNKS);
        assertThat(chunks().get(0).number()).isEqualTo(3);
    }

    @Test
    void neverGrowsLongerThanAMetricMayBe() {
        Random random = new Random(1);
        for (int reading = 0; reading < 10; reading++) {
            for (int stamp = 0; stamp < 3000; stamp++) {
                history.put(random.nextInt(), random.nextLong(), 0);
            }
            history.read();
            assertThat(history.getValue().length()).isLessThan(65_535);
        }
    }

    @Test
    void leavesOutWhatFindsNoRoomAndGoesOn() {
        for (int ordinal = 0; ordinal <= StampBuffer.CAPACITY; ordinal++) {
            history.put(ordinal, ordinal * 1000L, 0);
        }
        history.read();
        history.put(4711, 1, 0);
        history.read();

        assertThat(chunks().get(0).stamps())
                .hasSize(StampBuffer.CAPACITY)
                .endsWith(new Stamp(StampBuffer.CAPACITY - 1, StampBuffer.CAPACITY - 1));
        assertThat(chunks().get(1).stamps()).containsExactly(new Stamp(4711, 0));
    }

    @Test
    void namesTheClockByTheMachinesBootOrElseByTheProcess(@TempDir Path folder) throws Exception {
        Path boot = Files.writeString(folder.resolve("boot_id"), "one-boot\n");

        assertThat(MachineClock.name(boot)).isEqualTo("one-boot");
        assertThat(MachineClock.name(folder.resolve("none")))
                .startsWith(ProcessHandle.current().pid() + "@")
                .doesNotContain(" ");
    }
}

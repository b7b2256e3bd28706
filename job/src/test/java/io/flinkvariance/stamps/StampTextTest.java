package io.flinkvariance.stamps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StampTextTest {
    private static StampText text(String... chunks) {
        return StampText.parse(StampText.format("here", -5, List.of(chunks)));
    }

    @Property(tries = 200)
    void readsWhatItWrote(@ForAll long seed) {
        Random random = new Random(seed);
        List<Stamp> stamps = new ArrayList<>();
        for (int index = random.nextInt(50); index > 0; index--) {
            stamps.add(new Stamp(random.nextInt(), random.nextLong() >> 8, random.nextInt()));
        }

        StampText read = text(new StampChunk(7, 1234, stamps).format());

        assertThat(read.clock()).isEqualTo("here");
        assertThat(read.epochMicrosAtZero()).isEqualTo(-5);
        assertThat(read.chunks()).hasSize(1);
        assertThat(read.chunks().get(0).number()).isEqualTo(7);
        assertThat(read.chunks().get(0).untilMicros()).isEqualTo(1234);
        assertThat(read.chunks().get(0).stamps()).isEqualTo(stamps);
    }

    @Test
    void hasNoReadingsAtFirst() {
        assertThat(text().chunks()).isEmpty();
    }

    @Test
    void needsSomeTwoCharactersForARecordOfAHeldUpSource() {
        Random random = new Random(1);
        List<Stamp> stamps = new ArrayList<>();
        long micros = 0;
        for (int ordinal = 0; ordinal < 1000; ordinal++) {
            micros += ordinal % 2 == 0 ? 2100 + random.nextInt(100) : 3;
            stamps.add(new Stamp(ordinal, micros, 3L * ordinal));
        }

        assertThat(new StampChunk(0, micros, stamps).format().length()).isLessThan(2500);
    }

    @Test
    void refusesWhatItDidNotWrite() {
        for (String text :
                List.of(
                        "",
                        "here",
                        "here 1",
                        "here x ",
                        "here 1 x",
                        "here 1 1:2",
                        "here 1 1:2:!")) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> StampText.parse(text));
        }
        String whole = new StampChunk(0, 1, List.of(new Stamp(3, 4, 5))).format();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text(whole.substring(0, whole.length() - 2)))
                .withMessageStartingWith("not a reading of stamps: '0:1:");
    }
}

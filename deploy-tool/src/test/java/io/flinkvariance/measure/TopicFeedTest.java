package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.counts.CountSnapshot;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TopicFeedTest {
    private final AtomicInteger begins = new AtomicInteger();
    private final TopicFeed feed =
            new TopicFeed() {
                @Override
                public void begin() {
                    begins.incrementAndGet();
                }

                @Override
                public List<CountSnapshot> offsets() {
                    return CountSnapshot.parse("1000:100:-1");
                }
            };

    @Test
    void isNotBegunAgainForTheJobThatReadsOn() throws Exception {
        feed.begin();
        TopicFeed goesOn = feed.begun();
        goesOn.begin();

        assertThat(begins).hasValue(1);
        assertThat(goesOn.offsets())
                .singleElement()
                .satisfies(known -> assertThat(known.count(0)).isEqualTo(100));
    }
}

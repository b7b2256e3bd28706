package io.flinkvariance.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.counts.CountSnapshot;
import io.flinkvariance.stamps.Stamp;
import io.flinkvariance.stamps.StampSampling;
import io.flinkvariance.stamps.StampText;
import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkPublisherTest {
    private static final int SECOND_NANOS = 1_000_000_000;

    private final SubtaskContext context = new SubtaskContext("published", 0);

    /** That of a scenario which is slow enough for all records. */
    private static StampSampling ofAll() throws Exception {
        StampSampling sampling = StampSampling.of(Kit.scenario("constant-straggler"));
        assertThat(sampling.oneIn()).isEqualTo(1);
        return sampling;
    }

    private CountSnapshot last() {
        List<CountSnapshot> history = CountSnapshot.parse(context.text(CountPublisher.HISTORY));
        return history.get(history.size() - 1);
    }

    /** They are read once a second. */
    private CountSnapshot onceItCounted(int records) throws InterruptedException {
        while (last().count(0) < records) {
            Thread.sleep(20);
        }
        return last();
    }

    private List<Stamp> onceThereAreStamps() throws InterruptedException {
        List<Stamp> stamps = List.of();
        while (stamps.isEmpty()) {
            Thread.sleep(20);
            stamps =
                    StampText.parse(context.text(StampPublisher.STAMPS)).chunks().stream()
                            .flatMap(chunk -> chunk.stamps().stream())
                            .toList();
        }
        return stamps;
    }

    @Test
    void showsHowManyRecordsHowLongTheyTookAndWhenTheyWereFinished() throws Exception {
        try (WorkPublisher publisher = WorkPublisher.open(context.asFlinkGivesIt(), ofAll(), 5)) {
            publisher.took(SECOND_NANOS);
            publisher.finished(7);

            assertThat(onceItCounted(1).toString()).endsWith(":1:" + SECOND_NANOS);
            assertThat(onceThereAreStamps()).extracting(Stamp::ordinal).containsExactly(7);
        }
    }

    @Test
    void showsTimesOverTheNumberThatMayBeUnderWay() throws Exception {
        try (WorkPublisher publisher =
                WorkPublisher.openWithoutTotal(context.asFlinkGivesIt(), ofAll(), 4)) {
            publisher.took(SECOND_NANOS);
            publisher.finished(7);

            assertThat(onceItCounted(1).count(1)).isEqualTo(SECOND_NANOS / 4);
            assertThat(onceThereAreStamps()).extracting(Stamp::ordinal).containsExactly(7);
        }
        assertThat(context.accumulators()).isEmpty();
    }

    @Test
    void handsOverATotalThatGoesOnFromWhatWasCarried() throws Exception {
        WorkPublisher publisher = WorkPublisher.open(context.asFlinkGivesIt(), ofAll(), 5);
        publisher.finished(7);
        publisher.finished(8);

        publisher.close();
        publisher.close();

        assertThat(publisher.processed()).isEqualTo(2);
        LongCounter total = (LongCounter) context.accumulators().get(Totals.PROCESSED);
        assertThat(total.getLocalValuePrimitive()).isEqualTo(7);
    }
}

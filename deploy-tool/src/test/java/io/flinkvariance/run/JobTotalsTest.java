package io.flinkvariance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.job.DeliveryFingerprint;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTotalsTest {
    private static final int RECORDS = 1000;
    private static final long FINGERPRINT = DeliveryFingerprint.ofFirst(RECORDS);

    @Test
    void proveThatEveryRecordArrivedOnce() {
        assertThat(
                        new JobTotals(RECORDS, RECORDS, RECORDS, FINGERPRINT, 0, 0)
                                .deliveredExactly(RECORDS))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "999, 1000, 1000, 0, 0",
        "1000, 999, 1000, 0, 0",
        "1000, 1000, 999, 0, 0",
        "1000, 1000, 1001, 0, 0",
        "1000, 1000, 1000, 1, 0",
        "1000, 1000, 1000, 0, 1"
    })
    void noticeWhateverIsWrong(
            long emitted, long processed, long delivered, long fingerprintOff, long outOfOrder) {
        JobTotals totals =
                new JobTotals(
                        emitted, processed, delivered, FINGERPRINT + fingerprintOff, outOfOrder, 0);

        assertThat(totals.deliveredExactly(RECORDS)).isFalse();
    }

    @Test
    void areReadFromAccumulators() {
        assertThat(
                        JobTotals.of(
                                Map.of(
                                        "recordsEmitted", "5",
                                        "recordsProcessed", "4",
                                        "recordsDelivered", "3",
                                        "deliveryFingerprint", "-7",
                                        "recordsRestored", "2")))
                .isEqualTo(new JobTotals(5, 4, 3, -7, 0, 2));
    }
}

package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliveryTextTest {
    private static String inAnyOrder(long expected, long delivered) {
        return DeliveryText.of(
                new RunResult.Delivery(expected, delivered, null, expected == delivered));
    }

    private static String of(long expected, long delivered, long outOfOrder) {
        return DeliveryText.of(
                new RunResult.Delivery(
                        expected, delivered, outOfOrder, expected == delivered && outOfOrder == 0));
    }

    @Test
    void saysThatAllWereDelivered() {
        assertThat(of(1500, 1500, 0))
                .isEqualTo(
                        "All 1500 records were emitted, processed and delivered exactly once, each"
                                + " channel in order.");
    }

    @Test
    void saysNothingOfAnOrderThatNobodyAskedFor() {
        assertThat(inAnyOrder(1500, 1500))
                .isEqualTo(
                        "All 1500 records were emitted, processed and delivered exactly once, in the"
                                + " order in which their work ended.");
        assertThat(inAnyOrder(1500, 1499))
                .isEqualTo("Of 1500 records 1499 were delivered: not exactly once.");
    }

    @Test
    void speaksOfOneRecordAsOfOne() {
        assertThat(of(1, 1, 0))
                .isEqualTo("The one record was emitted, processed and delivered exactly once.");
        assertThat(of(1, 0, 0))
                .isEqualTo("Of one record 0 were delivered, 0 out of order: not exactly once.");
    }

    @Test
    void saysThatSomeWereNot() {
        assertThat(of(100, 99, 2))
                .isEqualTo("Of 100 records 99 were delivered, 2 out of order: not exactly once.");
    }
}

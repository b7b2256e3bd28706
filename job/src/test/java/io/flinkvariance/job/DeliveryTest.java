package io.flinkvariance.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final int RECORDS = 10_000;

    @Test
    void fingerprintIsTheSameInAnyOrder() {
        long backwards =
                IntStream.range(0, RECORDS)
                        .map(sequence -> RECORDS - 1 - sequence)
                        .mapToLong(DeliveryFingerprint::of)
                        .sum();

        assertThat(backwards).isEqualTo(DeliveryFingerprint.ofFirst(RECORDS));
    }

    @Test
    void fingerprintTellsOneLostAndOneDoubled() {
        long oneTwiceOneLost =
                DeliveryFingerprint.ofFirst(RECORDS)
                        - DeliveryFingerprint.of(17)
                        + DeliveryFingerprint.of(18);

        assertThat(oneTwiceOneLost).isNotEqualTo(DeliveryFingerprint.ofFirst(RECORDS));
    }

    @Test
    void fingerprintTellsLossesAndDoublesThatAddUpToTheSame() {
        long twoTwiceTwoLost =
                DeliveryFingerprint.ofFirst(RECORDS)
                        - DeliveryFingerprint.of(17)
                        - DeliveryFingerprint.of(20)
                        + DeliveryFingerprint.of(18)
                        + DeliveryFingerprint.of(19);

        assertThat(twoTwiceTwoLost).isNotEqualTo(DeliveryFingerprint.ofFirst(RECORDS));
    }

    @Test
    void orderIsCheckedPerChannel() {
        FifoCheck check = new FifoCheck(1);

        assertThat(check.isInOrder(3)).isTrue();
        assertThat(check.isInOrder(7)).isTrue();
        assertThat(check.isInOrder(7)).as("again").isFalse();
        assertThat(check.isInOrder(5)).as("older").isFalse();
        assertThat(check.isInOrder(6)).isTrue();
    }

    @Test
    void orderIsCheckedPerPartitionOfATopic() {
        FifoCheck check = new FifoCheck(2);

        assertThat(check.isInOrder(6)).isTrue();
        assertThat(check.isInOrder(3)).as("of the other partition").isTrue();
        assertThat(check.isInOrder(8)).isTrue();
        assertThat(check.isInOrder(5)).isTrue();
        assertThat(check.isInOrder(6)).as("again").isFalse();
        assertThat(check.isInOrder(3)).as("older").isFalse();
    }

    @Test
    void orderSurvivesTheNumbersGoingRound() {
        FifoCheck check = new FifoCheck(1);

        assertThat(check.isInOrder(Integer.MAX_VALUE - 1)).isTrue();
        assertThat(check.isInOrder(Integer.MIN_VALUE + 2)).isTrue();
    }
}

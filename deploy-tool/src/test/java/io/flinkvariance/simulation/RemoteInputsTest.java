package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemoteInputsTest {
    private final RemoteInputs inputs = new RemoteInputs(1, 2, 1);

    private int receiveWhileThereIsCredit(int backlog) {
        int received = 0;
        while (inputs.hasCredit(0)) {
            inputs.receive(0, ++received, backlog);
        }
        return received;
    }

    @Test
    void floatsOnlyWhereTheSenderHasMore() {
        assertThat(receiveWhileThereIsCredit(0)).as("its own, and one for its own").isEqualTo(3);
    }

    @Test
    void takesAsManyAsItHasBuffersFor() {
        assertThat(receiveWhileThereIsCredit(5)).isEqualTo(3);

        assertThat(inputs.next(0)).isEqualTo(1);
        assertThat(inputs.hasCredit(0)).isFalse();
        inputs.recycle(0);
        assertThat(inputs.hasCredit(0)).isTrue();
        inputs.receive(0, 4, 5);
        assertThat(inputs.hasCredit(0)).isFalse();
        assertThat(inputs.next(0)).isEqualTo(2);
        assertThat(inputs.next(0)).isEqualTo(3);
        assertThat(inputs.next(0)).isEqualTo(4);
        assertThat(inputs.isEmpty(0)).isTrue();
    }

    @Test
    void hasNoMoreCreditAfterManyBuffersThanAtTheBeginning() {
        for (int round = 0; round < 100; round++) {
            int received = receiveWhileThereIsCredit(round % 4);
            assertThat(received).isLessThanOrEqualTo(3);
            for (int buffer = 0; buffer < received; buffer++) {
                inputs.next(0);
                inputs.recycle(0);
            }
        }
    }
}

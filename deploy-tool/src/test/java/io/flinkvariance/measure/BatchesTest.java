package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    @Test
    void giveMeanAndIntervalByStudentsT() {
        // 10, 12 and 14 in three batches of 1 s: mean 12, deviation 2, t(2) = 4.303.
        Curve counter = new Curve(new double[] {0, 1, 2, 3}, new double[] {0, 10, 22, 36});
        Batches batches = new Batches(List.of(0.0, 1.0, 2.0, 3.0));

        assertThat(batches.rate(counter)).isEqualTo(12);
        assertThat(batches.halfWidth(counter)).isCloseTo(4.3027 * 2 / Math.sqrt(3), within(0.001));
    }

    @Test
    void giveNoWidthToWhatNeverVaries() {
        Curve counter = new Curve(new double[] {0, 1, 3}, new double[] {0, 10, 30});

        assertThat(new Batches(List.of(0.0, 1.0, 3.0)).halfWidth(counter))
                .isCloseTo(0, within(1e-9));
    }

    @Test
    void coverTheTruthAsOftenAsTheyClaim() {
        Random random = new Random(7);
        int replications = 1000;
        int covered = 0;
        for (int replication = 0; replication < replications; replication++) {
            double[] seconds = IntStream.rangeClosed(0, 10).asDoubleStream().toArray();
            double[] counts = new double[11];
            for (int second = 1; second <= 10; second++) {
                counts[second] = counts[second - 1] + 100 + 5 * random.nextGaussian();
            }
            Curve counter = new Curve(seconds, counts);
            Batches batches =
                    new Batches(
                            IntStream.rangeClosed(0, 10)
                                    .mapToObj(bound -> (double) bound)
                                    .toList());
            if (Math.abs(batches.rate(counter) - 100) <= batches.halfWidth(counter)) {
                covered++;
            }
        }

        assertThat(covered).isBetween(930, 970);
    }

    @Test
    void giveTheSlopeOfALevel() {
        Curve level = new Curve(new double[] {0, 4}, new double[] {10, 18});

        assertThat(new Batches(List.of(0.0, 1.0, 2.0, 4.0)).drift(level))
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void areAtLeastTwo() {
        assertThatThrownBy(() -> new Batches(List.of(0.0, 1.0)))
                .hasMessage("an interval needs at least two batches");
    }
}

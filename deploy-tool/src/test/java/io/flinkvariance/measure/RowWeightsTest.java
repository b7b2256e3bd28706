package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowWeightsTest {
    private static final double[] SECONDS = {10, 11, 13, 14, 18, 20, 21};

    private final Batches batches = new Batches(List.of(10.5, 13.0, 15.0, 20.5));

    /** Slope of the line through the means of the batches at their middles. */
    private double naively(Curve curve) {
        double middle = (11.75 + 14 + 17.75) / 3;
        double products =
                (11.75 - middle) * curve.mean(10.5, 13)
                        + (14 - middle) * curve.mean(13, 15)
                        + (17.75 - middle) * curve.mean(15, 20.5);
        double squares =
                Math.pow(11.75 - middle, 2)
                        + Math.pow(14 - middle, 2)
                        + Math.pow(17.75 - middle, 2);
        return products / squares;
    }

    @Test
    void giveTheSlopeOfAnyCurveOnTheirGrid() {
        Curve bent = new Curve(SECONDS, new double[] {3, 7, 1, 9, 2, 8, 40});
        Curve step = new Curve(SECONDS, new double[] {0, 0, 0, 5, 5, 5, 5});
        RowWeights slope = RowWeights.slope(batches, bent);

        assertThat(slope.of(bent)).isCloseTo(naively(bent), within(1e-9));
        assertThat(slope.of(step)).isCloseTo(naively(step), within(1e-9));
    }

    @Test
    void giveTheSlopeOfAPeakAtAnySampleAlone() {
        for (int row = 0; row < SECONDS.length; row++) {
            double[] values = new double[SECONDS.length];
            values[row] = 1;
            Curve peak = new Curve(SECONDS, values);

            assertThat(RowWeights.slope(batches, peak).of(peak))
                    .as("second %.0f", SECONDS[row])
                    .isCloseTo(naively(peak), within(1e-9));
        }
    }
}

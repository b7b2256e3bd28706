package io.flinkvariance.measure;

import java.util.OptionalDouble;

/**
 * One subtask in the measured window.
 *
 * @param meanServiceMillis time per record while working, where it is known
 */
public record SubtaskMeasurement(int index, double perSecond, OptionalDouble meanServiceMillis) {
    /**
     * The share of the window in which it worked: rate times mean service time. Apache Storm shows
     * it under the same name; at 1 the subtask is the bottleneck.
     */
    public OptionalDouble capacity() {
        return meanServiceMillis.isPresent()
                ? OptionalDouble.of(perSecond * meanServiceMillis.getAsDouble() / 1000)
                : OptionalDouble.empty();
    }
}

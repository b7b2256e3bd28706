package io.flinkvariance.run;

import io.flinkvariance.measure.Lag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a run is.
 *
 * @param perSecond throughput of the last seconds
 * @param subtasksPerSecond the same of each subtask
 * @param lag of a job that reads a topic
 * @param relativeHalfWidth of the 95 % interval, once there is a steady state
 * @param left an estimate of the time that is left
 */
public record RunProgress(
        Phase phase,
        Duration elapsed,
        double perSecond,
        List<Double> subtasksPerSecond,
        Optional<Lag> lag,
        OptionalDouble relativeHalfWidth,
        Optional<Duration> left) {

    /** Of a job that reads no topic. */
    public RunProgress(
            Phase phase,
            Duration elapsed,
            double perSecond,
            List<Double> subtasksPerSecond,
            OptionalDouble relativeHalfWidth,
            Optional<Duration> left) {
        this(
                phase,
                elapsed,
                perSecond,
                subtasksPerSecond,
                Optional.empty(),
                relativeHalfWidth,
                left);
    }

    /** What a run is doing. */
    public enum Phase {
        /** Waiting for the steady state. */
        SETTLING("settling"),
        MEASURING("measuring"),
        /** Waiting for a savepoint, whose barrier waits behind full buffers. */
        SAVEPOINT("savepoint"),
        /** Waiting for the end of a bounded job that went on from a checkpoint. */
        RESTARTED("restarted");

        private final String text;

        Phase(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

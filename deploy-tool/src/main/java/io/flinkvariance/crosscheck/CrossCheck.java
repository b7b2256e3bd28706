package io.flinkvariance.crosscheck;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What three ways of counting the same records say: the job's own counters, Flink's over REST, and
 * Flink's as they arrived in InfluxDB.
 *
 * <p>What is missing is null, and a warning says why; it is never zero.
 *
 * @param influxDb the database, without a login
 * @param throughput of all subtasks together
 * @param subtasks of the work, in their order
 * @param records all that the job processed; null where the job's end was not seen
 * @param warnings what disagrees or is missing, with the reason
 */
public record CrossCheck(
        @JsonProperty("influxdb") String influxDb,
        Rate throughput,
        List<Rate> subtasks,
        Records records,
        List<String> warnings) {
    /** What two ways of counting may differ by. */
    public static final double TOLERANCE = 0.01;

    public CrossCheck {
        subtasks = subtasks == null ? List.of() : List.copyOf(subtasks);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }

    /** Whether all agree and nothing is missing. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public boolean agrees() {
        return warnings.isEmpty();
    }

    /**
     * Records per second between the first and the last moment at which both are known.
     *
     * @param difference of InfluxDB's, as a share of the job's own
     */
    public record Rate(
            Double jobPerSecond,
            @JsonProperty("influxdbPerSecond") Double influxDbPerSecond,
            Double difference) {
        /** Of a subtask without a series. */
        static final Rate MISSING = new Rate(null, null, null);

        static Rate of(CountComparison compared) {
            return new Rate(
                    compared.ownPerSecond(), compared.influxDbPerSecond(), compared.difference());
        }
    }

    /**
     * How many records the work had processed when the job ended.
     *
     * @param job by its own counters
     * @param rest by Flink's own, which its REST interface has of every task that has ended; null
     *     where it does not
     */
    public record Records(long job, Long rest) {}
}

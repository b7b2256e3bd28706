package io.flinkvariance.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.flinkvariance.crosscheck.CrossCheck;
import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.SubtaskMeasurement;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.model.ServiceTimes;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Partitioner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * All that is known of a run when it is over: {@code run.json}.
 *
 * <p>What is not known is null there. Rates in records per second.
 *
 * @param formatVersion {@value #FORMAT_VERSION} for this form
 * @param properties the scenario, with its seed
 * @param cluster what it was on, as it was when the run began
 * @param ended why the run ended, such as {@code measured} or {@code interrupted}
 * @param phases in their order; at least one
 * @param crossCheck what other ways of counting say; absent unless InfluxDB is configured
 * @param rescaling what lies between the two phases of a run that was rescaled; absent unless it
 *     was to be
 * @param delivery whether every record arrived once; null unless a bounded run came to its end
 */
public record RunResult(
        int formatVersion,
        String scenario,
        String partitioner,
        Map<String, String> properties,
        String startedAt,
        String ended,
        String failure,
        Plan plan,
        ToolFacts tool,
        ClusterFacts cluster,
        List<RunPhase> phases,
        MinimalShare ofMinimal,
        Delivery delivery,
        @JsonInclude(JsonInclude.Include.NON_NULL) Rescaling rescaling,
        @JsonInclude(JsonInclude.Include.NON_NULL) CrossCheck crossCheck) {

    /** Goes up when a program that reads the file has to be changed. */
    public static final int FORMAT_VERSION = 2;

    /** Of a run that ended because it had what it was asked for. */
    static final String MEASURED = "measured";

    /** Copies the list. */
    public RunResult {
        phases = phases == null ? null : List.copyOf(phases);
    }

    /** What the user asked for; null where the tool decides. */
    public record Plan(Double durationSeconds, Double warmupSeconds, double maxTimeSeconds) {
        static Plan of(RunPlan plan) {
            return new Plan(
                    plan.window().map(Plan::seconds).orElse(null),
                    plan.warmup().map(Plan::seconds).orElse(null),
                    seconds(plan.maxTime()));
        }

        RunPlan toRunPlan() {
            return new RunPlan(
                    Optional.ofNullable(durationSeconds).map(Plan::duration),
                    Optional.ofNullable(warmupSeconds).map(Plan::duration),
                    duration(maxTimeSeconds));
        }

        private static double seconds(Duration time) {
            return time.toMillis() / 1000.0;
        }

        private static Duration duration(double seconds) {
            return Duration.ofMillis(Math.round(1000 * seconds));
        }
    }

    /**
     * The measured throughput.
     *
     * @param ci95 half the width of the 95 % confidence interval
     * @param windowFromSecond where the measured window begins in {@code samples.csv}
     * @param cycles how many whole cycles of the pace-setting queue it covers
     * @param batches whose means the interval is made of; null in runs that were stored without it
     * @param paceSetterPerSecond the throughput by the counts of the pace-setting subtask alone;
     *     null where none sets the pace, or where its queue ran empty
     * @param explainedPerSecond what the subtasks' own service times in that window allow; null
     *     where they are not known. Unlike the forecast it holds on a busy machine, too.
     */
    public record Throughput(
            double mean,
            double ci95,
            double windowSeconds,
            double windowFromSecond,
            int cycles,
            Integer batches,
            Double paceSetterPerSecond,
            Double explainedPerSecond) {
        public Throughput {
            if (!(mean >= 0) || !(ci95 >= 0) || !(windowSeconds >= 0) || cycles < 0) {
                throw new IllegalArgumentException(
                        "%s ± %s over %s s and %d cycles"
                                .formatted(mean, ci95, windowSeconds, cycles));
            }
            if (batches != null && batches < 2) {
                throw new IllegalArgumentException("an interval of %d batches".formatted(batches));
            }
        }

        /**
         * Null for a transient.
         *
         * @param offeredPerSecond what the source is forecast to emit when nothing holds it back;
         *     infinite where that is not known. A machine that has become faster since emits more:
         *     what was taken is taken to have been offered.
         */
        static Throughput of(
                Measurement measurement, Partitioner partitioner, double offeredPerSecond) {
            return measurement.verdict() instanceof Verdict.Steady steady
                    ? new Throughput(
                            steady.perSecond(),
                            steady.halfWidth(),
                            steady.windowSeconds(),
                            steady.fromSecond(),
                            steady.cycles(),
                            steady.batches(),
                            steady.paceSetterPerSecond().isPresent()
                                    ? steady.paceSetterPerSecond().getAsDouble()
                                    : null,
                            explained(
                                    measurement.subtasks(),
                                    partitioner,
                                    Math.max(offeredPerSecond, steady.perSecond())))
                    : null;
        }

        /** The same where means of service times explain nothing: they are of several phases. */
        Throughput unexplained() {
            return new Throughput(
                    mean, ci95, windowSeconds, windowFromSecond, cycles, batches, null, null);
        }

        private static Double explained(
                List<SubtaskMeasurement> subtasks, Partitioner partitioner, double offered) {
            List<OptionalDouble> millis =
                    subtasks.stream().map(SubtaskMeasurement::meanServiceMillis).toList();
            if (millis.isEmpty() || millis.stream().anyMatch(OptionalDouble::isEmpty)) {
                return null;
            }
            return finite(
                    new ServiceTimes(millis.stream().map(OptionalDouble::getAsDouble).toList())
                            .limitPerSecond(partitioner, offered));
        }
    }

    /**
     * One subtask of the work in the measured window.
     *
     * @param capacity the share of time in which it worked
     */
    public record Subtask(
            int index, String host, double perSecond, Double meanServiceMillis, Double capacity) {

        static Subtask of(SubtaskMeasurement measured, String host) {
            return new Subtask(
                    measured.index(),
                    host,
                    measured.perSecond(),
                    orNull(measured.meanServiceMillis()),
                    orNull(measured.capacity()));
        }

        private static Double orNull(OptionalDouble number) {
            return number.isPresent() ? number.getAsDouble() : null;
        }
    }

    /**
     * What arithmetic says; null where nothing limits.
     *
     * @param expectedPerSecond the limit under the scenario's own partitioner
     */
    public record Model(
            Double expectedPerSecond,
            Double roundRobinPerSecond,
            Double workConservingPerSecond,
            Double minimalPerSecond,
            Double secondsUntilSourceBlocks,
            Double secondsUntilBackpressure,
            Double burstPeriodSeconds,
            double sleepOvershootMillis,
            List<Double> serviceMillis) {

        /**
         * As JSON has no infinity, what is infinite is null; so is what is not known of a straggler
         * whose phases repeat.
         */
        public static Model of(ThroughputModel model) {
            if (model.isBoundedOnly()) {
                return new Model(
                        null,
                        null,
                        null,
                        finite(model.minimalPerSecond()),
                        null,
                        null,
                        null,
                        model.overshoot().millis(),
                        model.serviceTimes().millis());
            }
            return new Model(
                    finite(model.expectedPerSecond()),
                    finite(model.roundRobinPerSecond()),
                    finite(model.workConservingPerSecond()),
                    finite(model.minimalPerSecond()),
                    finite(model.secondsUntilSourceBlocks()),
                    finite(model.secondsUntilBackpressure()),
                    finite(model.burstPeriodSeconds()),
                    model.overshoot().millis(),
                    model.serviceTimes().millis());
        }
    }

    /**
     * How many records the source was to emit, how many the sink saw, and whether it is they.
     *
     * @param outOfOrder null where records are not to come in the order in which they were sent
     */
    public record Delivery(
            long expected, long delivered, Long outOfOrder, @JsonProperty("exact") boolean exact) {}

    /** The number, or null if it is infinite. */
    public static Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }

    /** The same with a phase before its own, and what lies between. */
    public RunResult rescaledFrom(RunPhase before, Rescaling between) {
        return new RunResult(
                formatVersion,
                scenario,
                partitioner,
                properties,
                startedAt,
                ended,
                failure,
                plan,
                tool,
                cluster,
                Stream.concat(Stream.of(before), phases.stream()).toList(),
                ofMinimal,
                delivery,
                between,
                crossCheck);
    }

    /** The phase that the figures of the run are of: its last. */
    public RunPhase phase() {
        return phases.get(phases.size() - 1);
    }

    /** Of {@link #phase}; null unless there was a steady state. */
    public Throughput throughput() {
        return phase().throughput();
    }

    /** Of {@link #phase}. */
    public List<Subtask> subtasks() {
        return phase().subtasks();
    }

    /** Of {@link #phase}. */
    public Model model() {
        return phase().model();
    }

    /** Whether the straggler's phases repeat: then there is a mean over periods and no forecast. */
    @JsonIgnore
    boolean isOfPeriods() {
        return properties.getOrDefault("straggler.schedule", "").endsWith(":repeat");
    }

    /** Whether the run did what it was there for. */
    @JsonIgnore
    public boolean isSuccess() {
        boolean isThere =
                delivery == null
                        ? phase().steadyState() && ended.equals(MEASURED)
                        : delivery.exact();
        return isThere && (rescaling == null || rescaling.savepointFailure() == null);
    }

    /** Whether all is there that a run has; in a file by other hands it may not be. */
    @JsonIgnore
    boolean isComplete() {
        return scenario != null
                && partitioner != null
                && properties != null
                && !properties.containsValue(null)
                && startedAt != null
                && ended != null
                && plan != null
                && tool != null
                && cluster != null
                && cluster.areComplete()
                && phases != null
                && !phases.isEmpty()
                && phases.stream().allMatch(RunPhase::isComplete)
                && ofMinimal != null;
    }
}

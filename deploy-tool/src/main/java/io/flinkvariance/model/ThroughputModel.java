package io.flinkvariance.model;

import io.flinkvariance.scenario.Partitioner;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.SourceKind;
import io.flinkvariance.workload.Workload;
import java.util.Optional;

/**
 * What arithmetic says about a scenario: how fast it can be, and how long buffers hide the truth.
 *
 * <p>Rates in records per second, times in seconds. Infinite where nothing limits: a source that
 * never sleeps, work that takes no time, a backpressure that never comes.
 *
 * @param offeredPerSecond what the source emits when nothing holds it back
 * @param roundRobinPerSecond the limit when every channel gets the same share: all keep the pace of
 *     the slowest subtask
 * @param workConservingPerSecond the limit when no subtask waits while there is work: the sum of
 *     what they can do
 * @param minimalPerSecond the limit of the same scenario without its straggler
 * @param secondsUntilSourceBlocks when every buffer is taken and the source first has to wait
 * @param secondsUntilBackpressure when the throughput comes down to its limit; until then the
 *     buffers of the straggler's channel fill up and the others run free
 * @param burstPeriodSeconds from one burst of the source to the next in the steady state
 * @param buffersSuffice whether there are enough buffers for the limit to be reached
 * @param schedule of a straggler that changes: all else is that of the phase that lasts then, or,
 *     where phases repeat, of the one with the lowest limit, and no forecast of the throughput
 */
public record ThroughputModel(
        double offeredPerSecond,
        double roundRobinPerSecond,
        double workConservingPerSecond,
        double minimalPerSecond,
        double secondsUntilSourceBlocks,
        double secondsUntilBackpressure,
        double burstPeriodSeconds,
        boolean buffersSuffice,
        Partitioner partitioner,
        ServiceTimes serviceTimes,
        SleepOvershoot overshoot,
        BufferSettings buffers,
        Optional<ScheduleForecast> schedule) {

    /**
     * Works it out.
     *
     * @param taskManagers how many share the subtasks; with more than one the slowest subtask is
     *     taken to be in another than the source
     */
    public static ThroughputModel of(
            Scenario scenario, SleepOvershoot overshoot, BufferSettings buffers, int taskManagers) {
        return of(
                scenario, offeredPerSecond(scenario, overshoot), overshoot, buffers, taskManagers);
    }

    /** The same of a job that is behind its topic: its source finds as much as it can read. */
    public static ThroughputModel behind(
            Scenario scenario, SleepOvershoot overshoot, BufferSettings buffers, int taskManagers) {
        return of(scenario, Double.POSITIVE_INFINITY, overshoot, buffers, taskManagers);
    }

    private static ThroughputModel of(
            Scenario scenario,
            double offered,
            SleepOvershoot overshoot,
            BufferSettings buffers,
            int taskManagers) {
        if (scenario.isSlowByTaskManager()) {
            return of(
                    HotHost.placed(scenario, taskManagers),
                    offered,
                    overshoot,
                    buffers,
                    taskManagers);
        }
        if (scenario.stragglerChanges()) {
            ScheduleForecast schedule =
                    ScheduleForecast.of(scenario, overshoot, buffers, taskManagers);
            return schedule.governing().lasting().with(schedule);
        }
        ServiceTimes service = ServiceTimes.of(scenario, overshoot);
        int sources = scenario.sourceParallelism();
        double roundRobin = service.limitPerSecond(Partitioner.REBALANCE, offered);
        double workConserving = service.limitPerSecond(Partitioner.LEAST_BACKLOG, offered);
        double minimal =
                ServiceTimes.of(scenario.withoutStraggler(), overshoot)
                        .limitPerSecond(Partitioner.LEAST_BACKLOG, offered);
        Filling filling =
                new Filling(
                        offered,
                        service,
                        buffers,
                        taskManagers > 1,
                        Workload.of(scenario).atOnce() - 1);
        // Each subtask of the source has buffers of its own, and fills them with its share.
        double blocks = sources * filling.secondsUntilSourceBlocks();
        double collapse = sources * filling.secondsUntilSlowestChannelIsFull();
        return new ThroughputModel(
                offered,
                roundRobin,
                workConserving,
                minimal,
                blocks,
                !scenario.partitioner().isWorkConserving() && Double.isFinite(collapse)
                        ? collapse
                        : blocks,
                sources
                        * buffers.recordsPerBuffer()
                        * service.millis().get(service.slowest())
                        / 1000,
                buffers.suffice(scenario.parallelism(), taskManagers > 1),
                scenario.partitioner(),
                service,
                overshoot,
                buffers,
                Optional.empty());
    }

    private ThroughputModel with(ScheduleForecast phases) {
        return new ThroughputModel(
                offeredPerSecond,
                roundRobinPerSecond,
                workConservingPerSecond,
                minimalPerSecond,
                secondsUntilSourceBlocks,
                secondsUntilBackpressure,
                burstPeriodSeconds,
                buffersSuffice,
                partitioner,
                serviceTimes,
                overshoot,
                buffers,
                Optional.of(phases));
    }

    /** Whether the throughput is not known but for its bounds, {@link #schedule}. */
    public boolean isBoundedOnly() {
        return schedule.map(ScheduleForecast::repeats).orElse(false);
    }

    /** The limit under the scenario's own partitioner. */
    public double expectedPerSecond() {
        return partitioner.isWorkConserving() ? workConservingPerSecond : roundRobinPerSecond;
    }

    /** Until the buffers are full, the throughput is what all subtasks do at full speed. */
    public double beforeBackpressurePerSecond() {
        return workConservingPerSecond;
    }

    /** Whether the throughput will fall once the buffers are full, by more than a per cent. */
    public boolean collapses() {
        return expectedPerSecond() < 0.99 * beforeBackpressurePerSecond();
    }

    private static double offeredPerSecond(Scenario scenario, SleepOvershoot overshoot) {
        if (scenario.source() == SourceKind.KAFKA) {
            return scenario.sourceRatePerSecond();
        }
        return scenario.intervalMillis() == 0
                ? Double.POSITIVE_INFINITY
                : scenario.eventsPerInterval()
                        * 1000.0
                        / (scenario.intervalMillis() + overshoot.millis());
    }

    /**
     * How the buffers between source and work fill up.
     *
     * <p>They are one pool, shared by the channels: a slow channel can hold all but the one that
     * each of the others is filling.
     *
     * @param underWay records that a subtask has read and not finished, but for one
     */
    private record Filling(
            double offered,
            ServiceTimes service,
            BufferSettings buffers,
            boolean remote,
            int underWay) {
        /** A buffer of which so little is unread is given back before anybody sees the wait. */
        private static final double ALL_BUT_READ = 0.02;

        /** A queue that grows by less of what is sent is counted in buffers by the million. */
        private static final double LEAST_GROWTH = 1e-6;

        private int channels() {
            return service.millis().size();
        }

        private double beyondTheOutput() {
            return (double) underWay / buffers.recordsPerBuffer()
                    + (remote ? buffers.inputBuffers() : 0);
        }

        /**
         * A buffer a channel is lost on average: half filled at one end, half read at the other.
         */
        double secondsUntilSourceBlocks() {
            double held =
                    buffers.outputBuffers(channels()) - channels() + channels() * beyondTheOutput();
            return seconds(held, offered - service.sumPerSecond());
        }

        /**
         * When only the slowest channel has anything queued, each of the others has done all it was
         * sent, at full speed from the beginning; the slowest was sent as much. Of the k buffers
         * that it was sent it has read and given back {@code floor(k µ₀/µ)}, and the source blocks
         * when it cannot have the one after them: at the first k with {@code k + 1 - floor(k µ₀/µ)}
         * more than what the channel can hold. That is after {@code k R/µ} seconds. Several that
         * are equally slow fill up alike, and have the same share of what there is.
         */
        double secondsUntilSlowestChannelIsFull() {
            int slowest = service.slowest();
            int slow = 0;
            double others = Double.POSITIVE_INFINITY;
            for (int channel = 0; channel < channels(); channel++) {
                if (service.perSecond(channel) == service.perSecond(slowest)) {
                    slow++;
                } else {
                    others = Math.min(others, service.perSecond(channel));
                }
            }
            if (slow == channels() && slow > 1) {
                return Double.POSITIVE_INFINITY;
            }
            double sentPerSecond = Math.min(offered / channels(), others);
            double share = service.perSecond(slowest) / sentPerSecond;
            if (!(share < 1)) {
                return Double.POSITIVE_INFINITY;
            }
            double pool = buffers.outputBuffers(channels()) - (channels() - slow);
            double held = pool / slow + beyondTheOutput();
            return buffersUntilFull(held, share) * buffers.recordsPerBuffer() / sentPerSecond;
        }

        /**
         * The first k at which the channel holds too much. What it holds grows with k, and lies
         * within one of {@code k (1 - share) + 1}.
         */
        private static double buffersUntilFull(double held, double share) {
            double sent = Math.max(0, Math.floor((held - 1) / (1 - share)));
            if (1 - share < LEAST_GROWTH) {
                return sent;
            }
            while (holds(sent, share) <= held) {
                sent++;
            }
            while (sent > 0 && holds(sent - 1, share) > held) {
                sent--;
            }
            return sent;
        }

        private static double holds(double sent, double share) {
            return sent + 1 - Math.floor(sent * share + ALL_BUT_READ);
        }

        private double seconds(double heldBuffers, double growthPerSecond) {
            return growthPerSecond > 0
                    ? heldBuffers * buffers.recordsPerBuffer() / growthPerSecond
                    : Double.POSITIVE_INFINITY;
        }
    }
}

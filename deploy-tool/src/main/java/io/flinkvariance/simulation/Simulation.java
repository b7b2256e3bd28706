package io.flinkvariance.simulation;

import io.flinkvariance.measure.Sample;
import io.flinkvariance.scenario.Partitioner;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.workload.Workload;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** One run of a job, second by second, in simulated time. */
public final class Simulation {
    /** Where each record is flushed, or none before a buffer is full, nobody comes by in turns. */
    private static final int NO_FLUSHER = 0;

    private final SimulatedJob job;
    private final EventQueue events;
    private final Channels channels;
    private final Work work;
    private final Source source;
    private final boolean[] isIdle;
    private final int sourceActor;
    private final int flusherActor;
    private final long flushNanos;
    private boolean isSourceWaiting;
    private OptionalDouble firstWait = OptionalDouble.empty();
    private long now;

    public Simulation(SimulatedJob job) {
        this(job, Disturbance.NONE);
    }

    Simulation(SimulatedJob job, Disturbance disturbance) {
        this.job = job;
        Scenario scenario = job.scenario();
        int subtasks = scenario.parallelism();
        SleepTimes sleeps = SleepTimes.of(job.overshoot());
        this.sourceActor = subtasks;
        this.flusherActor = subtasks + 1;
        this.events = new EventQueue(subtasks + 2);
        this.isIdle = new boolean[subtasks];
        this.channels =
                new Channels(
                        job.buffers(),
                        new SubtaskPlacement(subtasks, job.taskManagers()),
                        new Wakeups());
        Router router =
                Router.of(
                        scenario.partitioner(), subtasks, job.seed(), channels.queues(), () -> now);
        this.work =
                new Work(
                        channels,
                        router,
                        Workload.of(scenario),
                        subtasks,
                        job.seed(),
                        sleeps,
                        disturbance);
        this.source = new Source(channels, router, scenario, sleeps);
        this.flushNanos = sleeps.nanos(Math.max(NO_FLUSHER, scenario.bufferTimeouts().ofSender()));
        begin(subtasks);
    }

    private void begin(int subtasks) {
        for (int subtask = 0; subtask < subtasks; subtask++) {
            isIdle[subtask] = true;
        }
        events.add(sourceActor, 0);
        if (flushNanos > 0) {
            events.add(flusherActor, flushNanos);
        }
    }

    /** Whoever waited goes on at the same moment, after the one that made it possible. */
    private final class Wakeups implements Channels.Wakeups {
        @Override
        public void wakeSubtask(int subtask) {
            if (isIdle[subtask]) {
                isIdle[subtask] = false;
                events.add(subtask, now);
            }
        }

        @Override
        public void wakeSource() {
            if (isSourceWaiting) {
                isSourceWaiting = false;
                events.add(sourceActor, now);
            }
        }
    }

    /**
     * Goes on until a second of the job's clock.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void advanceTo(double second) throws InterruptedException {
        long until = Clock.nanos(second);
        if (until < now) {
            throw new IllegalArgumentException("second " + second + " is over");
        }
        int steps = 0;
        while (events.nextNanos() < until) {
            if ((++steps & 0xFFFF) == 0 && Thread.interrupted()) {
                throw new InterruptedException("simulating");
            }
            now = events.nextNanos();
            step(events.take(), until);
        }
        now = until;
    }

    private void step(int actor, long until) {
        if (actor == sourceActor) {
            stepSource();
        } else if (actor == flusherActor) {
            channels.flushAll();
            events.add(flusherActor, now + flushNanos);
        } else {
            stepSubtask(actor, until);
        }
    }

    private void stepSource() {
        long next = source.step(now);
        if (next != Source.WAITS) {
            events.add(sourceActor, next);
        } else if (source.waits()) {
            isSourceWaiting = true;
            firstWait = firstWait.isEmpty() ? OptionalDouble.of(Clock.seconds(now)) : firstWait;
        }
    }

    private void stepSubtask(int subtask, long until) {
        long next = work.step(subtask, now, until);
        if (next == Work.IDLE) {
            isIdle[subtask] = true;
        } else {
            events.add(subtask, next);
        }
    }

    /** What the counters stand at, as the job would publish them. */
    public Sample sample() {
        int subtasks = work.subtasks();
        Partitioner partitioner = job.scenario().partitioner();
        return new Sample(
                Clock.seconds(now),
                source.emitted(),
                counters(LongStream.range(0, subtasks).map(i -> work.processed((int) i, now))),
                partitioner.countsSent()
                        ? counters(LongStream.range(0, subtasks).map(i -> channels.sent((int) i)))
                        : List.of(),
                IntStream.range(0, subtasks)
                        .mapToObj(i -> work.serviceNanos(i, now) / Clock.NANOS_PER_MILLI)
                        .toList());
    }

    private static List<Long> counters(LongStream counters) {
        return counters.boxed().toList();
    }

    /** When the source first had to wait for a segment; empty if it never had. */
    public OptionalDouble secondsUntilSourceBlocks() {
        return firstWait;
    }

    /** Records that the source handed over. */
    public long emitted() {
        return source.emitted();
    }

    /** Records that the subtasks finished. */
    public long processed() {
        return IntStream.range(0, work.subtasks()).mapToLong(i -> work.processed(i, now)).sum();
    }
}

package io.flinkvariance.routing;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a router costs, in nanoseconds, on Flink's own queues: a decision, and a record when records
 * flow, most of which go by the decision of one before. {@code benchmarks/routing} runs it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
// Flink's memory segments reach into Java's buffers.
@Fork(value = 1, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoutingDecisionBenchmark {
    /** How many buffers wait in each queue. */
    public enum Queues {
        EMPTY(0),
        /** Two buffers each: what a channel has of its own by Flink's defaults. */
        FULL(2);

        private final int buffers;

        Queues(int buffers) {
            this.buffers = buffers;
        }
    }

    private static final long SEED = 1;

    private static final long BETWEEN_LOOKS_NANOS = 1_000_000;

    @Param({"4", "16", "128", "1024", "4096"})
    int channels;

    @Param RouterKind router;

    @Param Queues queues;

    private Backlogs looked;
    private ChannelChoice choice;
    private ChannelSelection selection;
    private long lookNanos;
    private long readBytes;

    /** Before each run, so that none goes on where another ended. */
    @Setup(Level.Trial)
    public void makeQueues() throws ReflectiveOperationException {
        ChannelQueues behind = FlinkQueues.of(channels, queues.buffers);
        looked = router.weighed(new ReadBuffers(behind), channels, () -> lookNanos);
        choice = router.choice(channels, SEED);
        selection = new ChannelSelection(router, channels, behind, System::nanoTime, SEED);
    }

    /** A look and what follows from it, as a few hundred records a second each have one. */
    @Benchmark
    public int decision() {
        lookNanos += BETWEEN_LOOKS_NANOS;
        readBytes += FlinkQueues.SEGMENT_BYTES;
        return choice.choose(looked);
    }

    /** A record flat out, with its count. */
    @Benchmark
    public int recordFlatOut() {
        return selection.next();
    }

    /** As though each reader took a buffer between two looks, and another came in its place. */
    private final class ReadBuffers implements ChannelQueues {
        private final ChannelQueues queues;

        ReadBuffers(ChannelQueues queues) {
            this.queues = queues;
        }

        @Override
        public int of(int channel) {
            return queues.of(channel);
        }

        @Override
        public long read(int channel) {
            return queues.read(channel) + readBytes;
        }
    }
}

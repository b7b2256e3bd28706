package io.flinkvariance.routing;

import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Routing by backlog, in place of {@code stream.rebalance()}: a slow subtask of the next operator
 * gets less, and holds nobody up.
 *
 * <pre>{@code
 * Routing.leastBacklog(stream).map(new Lookup()).setParallelism(16)
 * }</pre>
 *
 * <p>For operators that take any record at any subtask: no keys, no state that records must meet
 * in, no order but that within a channel.
 */
public final class Routing {
    private Routing() {}

    /**
     * To the channel with the fewest bytes that wait to be read, equals in turn. With more than 16
     * channels, to one of the emptiest sixteenth.
     *
     * @throws IllegalArgumentException if the stream is keyed
     * @throws UnsupportedFlinkException if this Flink is none that was tried
     */
    public static <T> DataStream<T> leastBacklog(DataStream<T> stream) {
        return Router.leastBacklog().route(stream);
    }

    /**
     * To the channel in which it will wait least: what waits there, times the time that its reader
     * takes for it, as far as that was seen.
     *
     * @throws IllegalArgumentException if the stream is keyed
     * @throws UnsupportedFlinkException if this Flink is none that was tried
     */
    public static <T> DataStream<T> leastDelay(DataStream<T> stream) {
        return Router.leastDelay().route(stream);
    }

    /**
     * Of a channel in turn and one drawn at random to the one with fewer bytes that wait to be
     * read, or again to that of before while it has fewer than both: costs the same however many
     * channels there are.
     *
     * @throws IllegalArgumentException if the stream is keyed
     * @throws UnsupportedFlinkException if this Flink is none that was tried
     */
    public static <T> DataStream<T> powerOfTwo(DataStream<T> stream) {
        return Router.powerOfTwo().route(stream);
    }
}

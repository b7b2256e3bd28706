package io.flinkvariance.routing;

import java.util.Objects;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/**
 * How to route, with the name that its operator has; immutable.
 *
 * <pre>{@code
 * Router.powerOfTwo().named("spread").route(stream).map(new Lookup())
 * }</pre>
 */
public final class Router {
    private static final long AS_THE_JOB = -1;

    private final RouterKind kind;
    private final String name;
    private final String uid;
    private final RouterObserver observer;
    private final long bufferTimeoutMillis;

    private Router(
            RouterKind kind,
            String name,
            String uid,
            RouterObserver observer,
            long bufferTimeoutMillis) {
        this.kind = kind;
        this.name = Objects.requireNonNull(name, "name");
        this.uid = uid;
        this.observer = Objects.requireNonNull(observer, "observer");
        this.bufferTimeoutMillis = bufferTimeoutMillis;
    }

    private static void nothing() {}

    /** Of that kind, under its own name. */
    public static Router of(RouterKind kind) {
        return new Router(
                kind, kind.toString(), null, (context, edges) -> Router::nothing, AS_THE_JOB);
    }

    /** To the channel with the fewest bytes waiting; see {@link Routing#leastBacklog}. */
    public static Router leastBacklog() {
        return of(RouterKind.LEAST_BACKLOG);
    }

    /** To the emptiest of three channels, one of them random; see {@link Routing#powerOfTwo}. */
    public static Router powerOfTwo() {
        return of(RouterKind.POWER_OF_TWO);
    }

    /** To the channel in which it will wait least; see {@link Routing#leastDelay}. */
    public static Router leastDelay() {
        return of(RouterKind.LEAST_DELAY);
    }

    /** To a random channel, as {@code stream.shuffle()}, but counted; looks at nothing. */
    public static Router shuffle() {
        return of(RouterKind.SHUFFLE);
    }

    /** With that name and uid of its operator, which is without state. */
    public Router named(String nameAndUid) {
        return new Router(kind, nameAndUid, nameAndUid, observer, bufferTimeoutMillis);
    }

    /** With an observer beside the metrics that every router has. */
    public Router observedBy(RouterObserver other) {
        return new Router(kind, name, uid, other, bufferTimeoutMillis);
    }

    /**
     * With a buffer timeout of its own, in milliseconds: that of the operator before it does
     * nothing, as the router is chained to that. 0 sends every record by itself.
     *
     * @param millis -1 for that of the job, as with Flink's own operators
     * @throws IllegalArgumentException if it is less
     */
    public Router withBufferTimeout(long millis) {
        if (millis < AS_THE_JOB) {
            throw new IllegalArgumentException("a buffer timeout of " + millis + " ms");
        }
        return new Router(kind, name, uid, observer, millis);
    }

    /**
     * The stream as its next operator will get it, whatever that operator is; of several each is
     * routed to by itself.
     *
     * @throws IllegalArgumentException if the stream is keyed: a key's records belong to one
     *     subtask
     * @throws UnsupportedFlinkException if this Flink is none that was tried
     */
    public <T> DataStream<T> route(DataStream<T> stream) {
        if (stream instanceof KeyedStream) {
            throw new IllegalArgumentException(RoutedStream.KEYED);
        }
        return InsideFlink.route(stream, this, EnvironmentInformation.getVersion());
    }

    RouterKind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    /** Null if Flink is to make one. */
    String uid() {
        return uid;
    }

    RouterObserver observer() {
        return observer;
    }

    long bufferTimeoutMillis() {
        return bufferTimeoutMillis;
    }
}

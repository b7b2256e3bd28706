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
    private final RouterKind kind;
    private final String name;
    private final String uid;
    private final RouterObserver observer;

    private Router(RouterKind kind, String name, String uid, RouterObserver observer) {
        this.kind = kind;
        this.name = Objects.requireNonNull(name, "name");
        this.uid = uid;
        this.observer = Objects.requireNonNull(observer, "observer");
    }

    private Router(RouterKind kind) {
        this(kind, kind.toString(), null, (context, edges) -> Router::nothing);
    }

    private static void nothing() {}

    /** To the channel with the fewest bytes waiting; see {@link Routing#leastBacklog}. */
    public static Router leastBacklog() {
        return new Router(RouterKind.LEAST_BACKLOG);
    }

    /** To the emptiest of three channels, one of them random; see {@link Routing#powerOfTwo}. */
    public static Router powerOfTwo() {
        return new Router(RouterKind.POWER_OF_TWO);
    }

    /** To a random channel, as {@code stream.shuffle()}, but counted; looks at nothing. */
    public static Router shuffle() {
        return new Router(RouterKind.SHUFFLE);
    }

    /** With that name and uid of its operator, which is without state. */
    public Router named(String nameAndUid) {
        return new Router(kind, nameAndUid, nameAndUid, observer);
    }

    /** With an observer beside the metrics that every router has. */
    public Router observedBy(RouterObserver other) {
        return new Router(kind, name, uid, other);
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
}

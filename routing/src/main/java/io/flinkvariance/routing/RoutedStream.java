package io.flinkvariance.routing;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.StreamTransformation;

/** A stream behind a router, which refuses what would replace the router without a word. */
final class RoutedStream<T> extends DataStream<T> {
    static final String KEYED =
            "a keyed stream cannot be routed by backlog: all records of a key belong to one"
                    + " subtask. Try: route what comes before keyBy, to an operator without keys";

    RoutedStream(StreamExecutionEnvironment environment, StreamTransformation<T> transformation) {
        super(environment, transformation);
    }

    @Override
    public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> key) {
        throw new IllegalArgumentException(KEYED);
    }

    @Override
    public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> key, TypeInformation<K> keyType) {
        throw new IllegalArgumentException(KEYED);
    }

    @Override
    public KeyedStream<T, Tuple> keyBy(int... fields) {
        throw new IllegalArgumentException(KEYED);
    }

    @Override
    public KeyedStream<T, Tuple> keyBy(String... fields) {
        throw new IllegalArgumentException(KEYED);
    }
}

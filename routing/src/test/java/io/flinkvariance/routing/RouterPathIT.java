package io.flinkvariance.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.restartstrategy.RestartStrategies;
import org.apache.flink.runtime.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.runtime.metrics.groups.OperatorMetricGroup;
import org.apache.flink.streaming.api.TimeCharacteristic;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.DiscardingSink;
import org.apache.flink.streaming.api.functions.timestamps.AscendingTimestampExtractor;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which way records, watermarks and side outputs take past a router in its task. */
@Timeout(180)
class RouterPathIT {
    private static final int RECORDS = 500;
    private static final OutputTag<Traced> ODD = new OutputTag<Traced>("odd") {};

    private static final Set<Long> ARRIVED = ConcurrentHashMap.newKeySet();
    private static final AtomicLong WATERMARK = new AtomicLong();
    private static final AtomicLong IN = new AtomicLong();
    private static final AtomicLong OUT = new AtomicLong();

    private final StreamExecutionEnvironment environment =
            StreamExecutionEnvironment.createLocalEnvironment(2);

    @BeforeEach
    void forget() {
        Traced.forget();
        ARRIVED.clear();
        WATERMARK.set(Long.MIN_VALUE);
        IN.set(0);
        OUT.set(0);
        environment.setRestartStrategy(RestartStrategies.noRestart());
    }

    private SingleOutputStreamOperator<Traced> numbers() {
        return environment.generateSequence(0, RECORDS - 1).map(Traced::new).returns(Traced.class);
    }

    private void arrive(DataStream<Traced> routed) {
        routed.process(new Arrival()).addSink(new DiscardingSink<>());
    }

    private Router router() {
        return Router.leastBacklog()
                .observedBy(
                        (context, edges) -> {
                            OperatorIOMetricGroup io =
                                    ((OperatorMetricGroup) context.getMetricGroup())
                                            .getIOMetricGroup();
                            return () -> {
                                IN.addAndGet(io.getNumRecordsInCounter().getCount());
                                OUT.addAndGet(io.getNumRecordsOutCounter().getCount());
                            };
                        });
    }

    @Test
    void recordsPassTheRoutersOperatorByAndAreCountedAsItsOwn() throws Exception {
        arrive(router().route(numbers()));

        environment.execute();

        assertThat(ARRIVED).hasSize(RECORDS);
        assertThat(Traced.WRITTEN).hasValue(RECORDS);
        assertThat(Traced.THROUGH_THE_ROUTER).hasValue(0);
        assertThat(IN).hasValue(RECORDS);
        assertThat(OUT).hasValue(RECORDS);
    }

    @Test
    void recordsOfAStreamWithSeveralReadersPassTheRoutersByToo() throws Exception {
        DataStream<Traced> numbers = numbers();
        arrive(Routing.leastBacklog(numbers));
        Routing.powerOfTwo(numbers).addSink(new DiscardingSink<>());
        numbers.rebalance().addSink(new DiscardingSink<>());

        environment.execute();

        assertThat(ARRIVED).hasSize(RECORDS);
        assertThat(Traced.WRITTEN).hasValue(3L * RECORDS);
        assertThat(Traced.THROUGH_THE_ROUTER).hasValue(0);
    }

    @Test
    void aRouterThatIsTheFirstOfItsTaskPassesRecordsOnItself() throws Exception {
        environment.disableOperatorChaining();
        arrive(router().route(numbers()));

        environment.execute();

        assertThat(ARRIVED).hasSize(RECORDS);
        assertThat(Traced.THROUGH_THE_ROUTER).hasValue(RECORDS);
        assertThat(IN).hasValue(RECORDS);
        assertThat(OUT).hasValue(RECORDS);
    }

    @Test
    void aSideOutputIsRoutedOnlyWhereItIsAskedFor() throws Exception {
        SingleOutputStreamOperator<Traced> even = numbers().process(new Split());
        arrive(router().route(even));

        environment.execute();

        assertThat(ARRIVED).hasSize(RECORDS / 2).allMatch(number -> number % 2 == 0);
        assertThat(OUT).hasValue(RECORDS / 2);
    }

    @Test
    void aSideOutputThatIsRoutedArrivesWhole() throws Exception {
        arrive(router().route(numbers().process(new Split()).getSideOutput(ODD)));

        environment.execute();

        assertThat(ARRIVED).hasSize(RECORDS / 2).allMatch(number -> number % 2 == 1);
    }

    @Test
    void watermarksPassToo() throws Exception {
        environment.setStreamTimeCharacteristic(TimeCharacteristic.EventTime);
        router().route(numbers().assignTimestampsAndWatermarks(new NumberAsTime()))
                .transform("watermarks", numbers().getType(), new Watermarks())
                .addSink(new DiscardingSink<>());

        environment.execute();

        assertThat(WATERMARK).hasValue(Long.MAX_VALUE);
    }

    /** Emits what is even, and what is odd aside. */
    private static final class Split extends ProcessFunction<Traced, Traced> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Traced number, Context context, Collector<Traced> out) {
            if (number.number() % 2 == 0) {
                out.collect(number);
            } else {
                context.output(ODD, number);
            }
        }
    }

    /** Remembers what came. */
    private static final class Arrival extends ProcessFunction<Traced, Traced> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Traced number, Context context, Collector<Traced> out) {
            ARRIVED.add(number.number());
        }
    }

    private static final class NumberAsTime extends AscendingTimestampExtractor<Traced> {
        private static final long serialVersionUID = 1L;

        @Override
        public long extractAscendingTimestamp(Traced number) {
            return number.number();
        }
    }

    /** Remembers the last watermark: Flink's own, as its sources end. */
    private static final class Watermarks extends AbstractStreamOperator<Traced>
            implements OneInputStreamOperator<Traced, Traced> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(StreamRecord<Traced> number) {}

        @Override
        public void processWatermark(Watermark mark) {
            WATERMARK.accumulateAndGet(mark.getTimestamp(), Math::max);
        }
    }
}

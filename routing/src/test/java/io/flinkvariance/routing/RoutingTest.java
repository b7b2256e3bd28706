package io.flinkvariance.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final String KEYED =
            "a keyed stream cannot be routed by backlog: all records of a key belong to one"
                    + " subtask. Try: route what comes before keyBy, to an operator without keys";

    private final DataStream<Integer> stream =
            StreamExecutionEnvironment.createLocalEnvironment().fromElements(1, 2, 3);

    @Test
    void refusesAKeyedStream() {
        assertThatThrownBy(() -> Routing.leastBacklog(stream.keyBy(number -> number % 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(KEYED);
    }

    @Test
    void refusesKeysBehindIt() {
        DataStream<Integer> routed = Routing.powerOfTwo(stream);

        assertThatThrownBy(() -> routed.keyBy(number -> number % 2)).hasMessage(KEYED);
        assertThatThrownBy(() -> routed.keyBy(0)).hasMessage(KEYED);
    }

    @Test
    void namesItsOperatorsByWhatTheyGoBy() {
        Routing.leastBacklog(stream).print();
        Routing.powerOfTwo(stream).print();
        Routing.leastDelay(stream).print();

        assertThat(stream.getExecutionEnvironment().getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getOperatorName)
                .contains("least-backlog", "power-of-two", "least-delay");
    }

    private static List<Long> bufferTimeouts(Router router) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment();
        environment.setBufferTimeout(70);
        router.named("spread").route(environment.fromElements(1, 2)).print();
        return environment.getStreamGraph().getStreamNodes().stream()
                .filter(node -> node.getOperatorName().equals("spread"))
                .map(StreamNode::getBufferTimeout)
                .collect(Collectors.toList());
    }

    @Test
    void hasTheBufferTimeoutOfTheJobOrOneOfItsOwn() {
        assertThat(bufferTimeouts(Router.leastBacklog())).containsExactly(70L);
        assertThat(bufferTimeouts(Router.leastBacklog().withBufferTimeout(5))).containsExactly(5L);
        assertThat(bufferTimeouts(Router.shuffle().withBufferTimeout(0))).containsExactly(0L);
        assertThatThrownBy(() -> Router.powerOfTwo().withBufferTimeout(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a buffer timeout of -2 ms");
    }

    @Test
    void refusesAFlinkThatWasNeverTriedWhenTheGraphIsBuilt() {
        Router router = Router.powerOfTwo();

        assertThatCode(() -> InsideFlink.route(stream, router, "1.8.1")).doesNotThrowAnyException();
        assertThatThrownBy(() -> InsideFlink.route(stream, router, "1.9.0"))
                .isInstanceOf(UnsupportedFlinkException.class)
                .hasMessage(
                        "Flink 1.9.0 was never tried with this router, which uses inner parts of"
                                + " Flink; tried: 1.8.1. Try: stream.rebalance(), or from Flink 2.3"
                                + " on its own taskmanager.network.adaptive-partitioner.enabled");
    }
}

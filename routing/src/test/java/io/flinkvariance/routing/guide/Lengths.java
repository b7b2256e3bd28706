package io.flinkvariance.routing.guide;

import io.flinkvariance.routing.Routing;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public final class Lengths {
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        DataStream<String> lines = environment.socketTextStream("localhost", port);
        Routing.leastBacklog(lines).map(String::length).setParallelism(4).print();
        environment.execute("lengths");
    }

    private Lengths() {}
}

package io.flinkvariance.routing;

import java.util.List;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Shows what a router sends as metrics of its operator. */
final class SentGauges {
    /** With more channels each has no gauge of its own: a metric system would choke on them. */
    static final int MOST_CHANNELS = 64;

    private SentGauges() {}

    static void register(MetricGroup operator, List<SentCounts> edges) {
        for (int edge = 0; edge < edges.size(); edge++) {
            register(operator.addGroup("edge", Integer.toString(edge)), edges.get(edge));
        }
    }

    private static void register(MetricGroup edge, SentCounts sent) {
        edge.gauge("mostSent", (Gauge<Long>) sent::most);
        edge.gauge("leastSent", (Gauge<Long>) sent::least);
        for (int channel = 0;
                channel < sent.channels() && sent.channels() <= MOST_CHANNELS;
                channel++) {
            int one = channel;
            edge.addGroup("channel", Integer.toString(channel))
                    .gauge("sent", (Gauge<Long>) () -> sent.of(one));
        }
    }
}

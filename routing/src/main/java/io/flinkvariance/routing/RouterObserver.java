package io.flinkvariance.routing;

import java.io.Closeable;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;

/** Is shown what a router counts, to publish it in a way of its own. */
@FunctionalInterface
public interface RouterObserver extends Serializable {
    /**
     * Called when a subtask of the router opens, before the first record.
     *
     * @param context of the router's operator
     * @param edges what is sent over each edge that leaves the router, one for each operator that
     *     reads the routed stream; at least one
     * @return closed when the subtask ends
     */
    Closeable opened(RuntimeContext context, List<SentCounts> edges);
}

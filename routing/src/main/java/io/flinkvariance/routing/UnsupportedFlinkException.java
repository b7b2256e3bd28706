package io.flinkvariance.routing;

import java.util.List;

/** Routing reaches into inner parts of Flink, and this release's were never tried. */
public final class UnsupportedFlinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedFlinkException(String version, List<String> tried) {
        super(
                "Flink "
                        + version
                        + " was never tried with this router, which uses inner parts of Flink;"
                        + " tried: "
                        + String.join(", ", tried)
                        + ". Try: stream.rebalance(), or from Flink 2.3 on its own"
                        + " taskmanager.network.adaptive-partitioner.enabled");
    }
}

package io.flinkvariance.cli;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.StandaloneCluster;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.influxdb.InfluxDatabase;
import java.util.Optional;

/**
 * The InfluxDB that a run is cross-checked with.
 *
 * @param isBehindCluster whether only the cluster's nodes reach it
 */
record MetricsSource(InfluxAddress address, boolean isBehindCluster) {

    /** The way to it; a forwarded port goes with it. */
    record Way(InfluxDatabase database, Optional<PortForward> forward) implements AutoCloseable {
        @Override
        public void close() {
            database.close();
            forward.ifPresent(PortForward::close);
        }
    }

    /** Nothing is asked of it yet. */
    Way open(Cluster cluster) throws InterruptedException {
        if (!isBehindCluster || !(cluster instanceof StandaloneCluster standalone)) {
            return new Way(new InfluxDatabase(address), Optional.empty());
        }
        PortForward forward =
                standalone.connection().host().forward(address.host(), address.port());
        return new Way(new InfluxDatabase(address, forward.address()), Optional.of(forward));
    }
}

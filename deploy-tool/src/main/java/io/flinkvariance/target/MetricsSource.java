package io.flinkvariance.target;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.influxdb.InfluxDatabase;
import io.flinkvariance.influxdb.InfluxSchema;
import io.flinkvariance.influxdb.RetentionPolicy;
import java.util.Optional;
import java.util.function.Consumer;

/** The InfluxDB that a run is cross-checked with. */
public record MetricsSource(InfluxAddress address) {

    /** The way to it; a forwarded port goes with it. */
    public record Way(InfluxDatabase database, Optional<PortForward> forward)
            implements AutoCloseable {
        @Override
        public void close() {
            database.close();
            forward.ifPresent(PortForward::close);
        }
    }

    /** Nothing is asked of it yet. */
    public Way open(Cluster cluster) throws InterruptedException {
        Optional<PortForward> forward = cluster.forward(address.host(), address.port());
        InfluxDatabase database =
                forward.map(way -> new InfluxDatabase(address, way.address()))
                        .orElseGet(() -> new InfluxDatabase(address));
        return new Way(database, forward);
    }

    /**
     * Makes the database, if it is not there.
     *
     * @throws io.flinkvariance.error.DeployException if nothing can be written to it
     */
    void prepare(Consumer<String> notes) throws InterruptedException {
        try (InfluxDatabase database = new InfluxDatabase(address)) {
            if (new InfluxSchema(database).create()) {
                notes.accept(
                        "[%s] InfluxDB: made database %s, with %s as its default policy"
                                .formatted(
                                        address.authority(),
                                        address.database(),
                                        RetentionPolicy.ONE_HOUR));
            }
        } catch (UnreachableException silent) {
            throw new ClusterStateException(
                    silent.getMessage() + ". Try: start InfluxDB, or leave out --influxdb", silent);
        }
    }
}

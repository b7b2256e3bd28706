package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.influxdb.InfluxUrl;
import io.flinkvariance.target.MetricsSource;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** Whether a run is cross-checked with InfluxDB, and with which one. */
final class MetricsOptions {
    static final String METRICS = "metrics";
    static final String INFLUXDB = "influxdb";

    private static final String REST = "rest";

    private MetricsOptions() {}

    /** Where counters are taken from. */
    static Option metrics() {
        return OptionValues.single(
                METRICS,
                "influxdb|rest",
                "influxdb: cross-check the counters with the series in InfluxDB; rest: do not"
                        + " (default influxdb if one is configured, else rest)");
    }

    /** The InfluxDB of an embedded or a local Flink. */
    static Option influxDb() {
        return OptionValues.single(
                INFLUXDB,
                "url",
                "the InfluxDB 1.x that an embedded or local Flink writes its metrics to, such as"
                        + " http://localhost:8086/flink; its password may stand in "
                        + InfluxUrl.PASSWORD_VARIABLE);
    }

    /** The InfluxDB of {@code --influxdb}. */
    static Optional<InfluxAddress> address(CommandLine line, Surroundings surroundings) {
        return Optional.ofNullable(line.getOptionValue(INFLUXDB))
                .map(
                        url ->
                                InfluxUrl.parse(
                                        url,
                                        surroundings
                                                .environment()
                                                .apply(InfluxUrl.PASSWORD_VARIABLE)));
    }

    /** Whether a Flink of this machine's is cross-checked with what it reports to. */
    static Optional<MetricsSource> here(CommandLine line, Optional<MetricsSource> reportsTo) {
        return wanted(line, reportsTo, "--influxdb http://localhost:8086/flink");
    }

    /** What a run on a cluster is cross-checked with. */
    static Optional<MetricsSource> behind(CommandLine line, ClusterProperties cluster) {
        if (line.hasOption(INFLUXDB)) {
            throw new UsageException(
                    "--influxdb: a cluster's is that of cluster.properties. Try: influxdb.host there, or --target embedded");
        }
        return wanted(line, behind(cluster), "influxdb.host in cluster.properties");
    }

    /** The InfluxDB that the properties name. */
    static Optional<MetricsSource> behind(ClusterProperties cluster) {
        return cluster.influxDb().map(settings -> new MetricsSource(settings.address()));
    }

    /** Refuses an InfluxDB where there is no way for metrics to get there. */
    static void requireNone(CommandLine line, String target) {
        if (line.hasOption(INFLUXDB)) {
            throw new UsageException(
                    "--influxdb: --target %s does not take it. Try: --target embedded"
                            .formatted(target));
        }
        wanted(line, Optional.empty(), "--target embedded and --influxdb");
    }

    private static Optional<MetricsSource> wanted(
            CommandLine line, Optional<MetricsSource> source, String remedy) {
        String wanted = line.getOptionValue(METRICS);
        if (wanted == null) {
            return source;
        }
        return switch (wanted) {
            case REST -> Optional.empty();
            case INFLUXDB -> {
                if (source.isEmpty()) {
                    throw new UsageException(
                            "--metrics influxdb: none is configured. Try: " + remedy);
                }
                yield source;
            }
            default -> throw OptionValues.expected(METRICS, wanted, REST + " or " + INFLUXDB);
        };
    }
}

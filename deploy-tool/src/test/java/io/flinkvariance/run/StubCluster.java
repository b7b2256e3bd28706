package io.flinkvariance.run;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.JobSavepoints;
import io.flinkvariance.latency.HostClocks;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.scenario.Scenario;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A cluster that is nothing but a REST interface. */
public record StubCluster(
        FlinkRest rest,
        boolean outlivesTheTool,
        Duration jobStartTimeout,
        Optional<String> endWithoutFlink,
        Optional<HostClocks> clocks)
        implements Cluster {
    public StubCluster(FlinkRest rest) {
        this(rest, false, Duration.ofSeconds(60), Optional.empty(), Optional.empty());
    }

    @Override
    public String target() {
        return "stub";
    }

    @Override
    public String name() {
        return "stub";
    }

    @Override
    public String description() {
        return "a stub";
    }

    @Override
    public String flinkVersion() {
        return "0";
    }

    @Override
    public String javaVersion() {
        return "0";
    }

    @Override
    public BufferSettings buffers() {
        return BufferSettings.SMALL;
    }

    @Override
    public int taskManagers() {
        return 1;
    }

    @Override
    public Map<String, String> flinkConf() {
        return Map.of();
    }

    @Override
    public String submit(Scenario scenario) {
        return "j";
    }

    @Override
    public JobSavepoints prepareSavepoints() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}

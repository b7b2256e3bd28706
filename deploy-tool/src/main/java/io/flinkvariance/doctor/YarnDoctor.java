package io.flinkvariance.doctor;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.hadoop.HadoopConfCheck;
import io.flinkvariance.hadoop.Observation;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Looks for every reason why Flink's client would fail on YARN, and submits nothing. */
public final class YarnDoctor {
    private final YarnProperties properties;
    private final Scenario scenario;
    private final Function<SshSettings, Host> hosts;

    /**
     * Prepares to look.
     *
     * @param scenario whose subtasks there should be room for
     * @param hosts makes the way to a host, without going it yet
     */
    public YarnDoctor(
            YarnProperties properties, Scenario scenario, Function<SshSettings, Host> hosts) {
        this.properties = properties;
        this.scenario = scenario;
        this.hosts = hosts;
    }

    /** All that was found, from the way to the master to the room that YARN has. */
    public List<Finding> examine() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try (Host master = hosts.apply(properties.ssh())) {
            List<Observation> observations =
                    new HadoopConfCheck(master, properties, scenario.parallelism()).examine();
            findings.add(
                    Finding.ok(
                            "[%s] ssh: logged in as %s"
                                    .formatted(master.name(), properties.ssh().user())));
            observations.forEach(observation -> findings.add(finding(observation)));
        } catch (DeployException unreachable) {
            findings.add(Finding.fault(unreachable.getMessage()));
            findings.add(
                    Finding.unknown(
                            "[%s] HADOOP_CONF_DIR, YARN and Flink: there is no connection"
                                    .formatted(properties.ssh().name())));
        }
        return findings;
    }

    private static Finding finding(Observation observation) {
        return switch (observation.state()) {
            case FINE -> Finding.ok(observation.text());
            case FAULT -> Finding.fault(observation.text());
            case UNKNOWN -> Finding.unknown(observation.text());
        };
    }
}

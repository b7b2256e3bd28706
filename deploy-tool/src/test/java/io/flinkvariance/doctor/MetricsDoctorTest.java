package io.flinkvariance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.ClusterLayout;
import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.influxdb.StubInflux;
import io.flinkvariance.rest.StubFlink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A series is followed from Flink's configuration to InfluxDB, and the first obstacle is named. */
class MetricsDoctorTest {
    private static final Instant NOW = Instant.ofEpochSecond(1000);
    private static final String LOADED =
            "2026-01-02 INFO  MetricRegistryImpl - Periodically reporting metrics in intervals of 10"
                    + " SECONDS for reporter influxdb of type"
                    + " org.apache.flink.metrics.influxdb.InfluxdbReporter.\n";

    private final StubFlink flink = new StubFlink();
    private final StubInflux influx = new StubInflux();
    private final InfluxAddress address = influx.address();
    private final String name = address.authority();

    @BeforeEach
    void isAsItShouldBe() {
        configure("org.apache.flink.metrics.influxdb.InfluxdbReporter", address.port());
        flink.answer(
                "/taskmanagers",
                "{'taskmanagers':[{'id':'a1','path':'akka.tcp://flink@n2:6140/user/taskmanager_0'}]}");
        flink.answer("/taskmanagers/a1/log", LOADED);
        newest(990);
    }

    private void configure(String reporter, int port) {
        flink.answer(
                "/jobmanager/config",
                ("[{'key':'metrics.reporter.influxdb.class','value':'%s'},"
                                + "{'key':'metrics.reporter.influxdb.host','value':'127.0.0.1'},"
                                + "{'key':'metrics.reporter.influxdb.port','value':'%d'},"
                                + "{'key':'metrics.reporter.influxdb.db','value':'flink'}]")
                        .formatted(reporter, port));
    }

    private void newest(long epochSecond) {
        influx.answer(
                "SELECT last(\"value\")",
                "{'results':[{'series':[{'tags':{'host':'n2','tm_id':'a1'},'columns':['time','last'],'values':[[%d,1]]}]}]}"
                        .formatted(1000 * epochSecond));
    }

    @AfterEach
    void close() {
        flink.close();
        influx.close();
    }

    private List<String> examine() throws Exception {
        return examine(address);
    }

    private List<String> examine(InfluxAddress read) throws Exception {
        ClusterProperties properties =
                new ClusterProperties(
                        new SshSettings(
                                "far",
                                22,
                                "flink",
                                Optional.empty(),
                                Path.of("known_hosts"),
                                Optional.empty()),
                        new ClusterLayout("/opt/flink", "127.0.0.1", flink.address().getPort(), 1),
                        Optional.empty(),
                        Optional.empty());
        return new MetricsDoctor(() -> NOW, Duration.ZERO)
                .examine(properties, read, ssh -> new LocalHost(Map.of())).stream()
                        .map(finding -> finding.verdict().word() + " " + finding.text())
                        .toList();
    }

    private List<String> faults() throws Exception {
        return examine().stream().filter(text -> text.startsWith("FAULT ")).toList();
    }

    @Test
    void findsNothingWhereSeriesArrive() throws Exception {
        assertThat(examine())
                .containsExactly(
                        "ok [localhost] metrics reporter: writes to %s/flink every 10 SECONDS"
                                .formatted(name),
                        "ok [n2] metrics reporter: the TaskManager has loaded it",
                        "ok [%s] InfluxDB: it answers, version 1.6.7".formatted(name),
                        "ok [%s] login: it wants none".formatted(name),
                        "ok [%s] database: flink".formatted(name),
                        "ok [%s] retention policy: one_hour, of 1h0m0s, is the default of flink"
                                .formatted(name),
                        "ok [%s] disk: it takes every point".formatted(name),
                        "ok [n2] series: the newest is 10 s old");
    }

    @Test
    void namesAFlinkThatDoesNotReport() throws Exception {
        flink.answer("/jobmanager/config", "[]");

        assertThat(faults())
                .containsExactly(
                        "FAULT [localhost] metrics reporter: the JobManager's configuration has no"
                                + " metrics.reporter.influxdb.class. Try: the keys"
                                + " metrics.reporter.influxdb.* of docs/metrics.md in"
                                + " flink-conf.yaml, or ansible-playbook site.yml, and deploy-tool"
                                + " cluster restart");
    }

    @Test
    void namesAReporterThatIsAnother() throws Exception {
        configure("org.example.Reporter", address.port());

        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith(
                        "FAULT [localhost] metrics reporter: metrics.reporter.influxdb.class is"
                                + " org.example.Reporter, not"
                                + " org.apache.flink.metrics.influxdb.InfluxdbReporter. Try: ");
    }

    @Test
    void namesAReporterThatWritesElsewhere() throws Exception {
        configure("org.apache.flink.metrics.influxdb.InfluxdbReporter", 1);

        assertThat(faults())
                .containsExactly(
                        "FAULT [localhost] metrics reporter: it writes to 127.0.0.1:1/flink, and"
                                + " %s/flink is read. Try: influxdb.host, influxdb.port and influxdb.database in cluster.properties, or metrics.reporter.influxdb.* in flink-conf.yaml"
                                        .formatted(name));
    }

    @Test
    void namesATaskManagerThatHasNoJarOfTheReporter() throws Exception {
        flink.answer(
                "/taskmanagers/a1/log",
                "ERROR MetricRegistryImpl - Could not instantiate metrics reporter influxdb. Metrics"
                        + " might not be exposed/reported.\n"
                        + "java.lang.ClassNotFoundException: org.apache.flink.metrics.influxdb.InfluxdbReporter\n"
                        + "\tat java.net.URLClassLoader.findClass(URLClassLoader.java:382)\n");

        assertThat(faults())
                .containsExactly(
                        "FAULT [n2] metrics reporter: the TaskManager did not load it:"
                                + " ClassNotFoundException:"
                                + " org.apache.flink.metrics.influxdb.InfluxdbReporter. Try:"
                                + " flink-metrics-influxdb-1.8.1.jar, which lies in Flink's opt, in"
                                + " its lib; and deploy-tool cluster restart");
    }

    @Test
    void tellsOfReportsThatFailed() throws Exception {
        flink.answer(
                "/taskmanagers/a1/log",
                LOADED
                        + "WARN  MetricRegistryImpl - Error while reporting metrics\n"
                        + "org.apache.flink.metrics.influxdb.shaded.org.influxdb.InfluxDBIOException: java.net.ConnectException: refused\n");

        assertThat(examine())
                .contains(
                        "note [n2] metrics reporter: the TaskManager could not send now and then;"
                                + " the last time: InfluxDBIOException:"
                                + " java.net.ConnectException: refused");
    }

    @Test
    void namesAnInfluxDbThatDoesNotAnswer() throws Exception {
        influx.close();

        assertThat(examine())
                .contains(
                        "FAULT [%s] asking InfluxDB for its version: connection refused. Try: systemctl status influxdb there, bind-address in its [http] section, and the firewall"
                                .formatted(name),
                        "unknown [%s] login, database, retention policy, series: there is a fault before"
                                .formatted(name));
    }

    @Test
    void namesALoginThatIsRefused() throws Exception {
        influx.answer("SHOW DATABASES", 401, "{'error':'authorization failed'}");
        InfluxAddress asMe = influx.address("me", "secret");

        assertThat(examine(asMe))
                .contains(
                        "FAULT [%s] asking InfluxDB for its databases: it refuses user me (authorization failed). Try: influxdb.user and influxdb.passwordFile in cluster.properties, or the user and password of --influxdb"
                                .formatted(name))
                .noneMatch(text -> text.contains("secret"));
    }

    @Test
    void namesADatabaseThatIsMissing() throws Exception {
        influx.answer("SHOW DATABASES", StubInflux.rows("name", "[['_internal']]"));

        assertThat(faults())
                .containsExactly(
                        "FAULT [%s] database: there is no flink. Try: influx -port %s -execute 'CREATE DATABASE \"flink\" WITH DURATION 1h REPLICATION 1 NAME \"one_hour\"'"
                                .formatted(name, address.port()));
    }

    @Test
    void namesADefaultPolicyThatIsAnother() throws Exception {
        influx.policy("autogen");

        assertThat(faults())
                .containsExactly(
                        "FAULT [%s] retention policy: the default of flink is autogen, not one_hour, and Flink 1.8.1's reporter writes to the default whatever its retentionPolicy says. Try: influx -port %s -execute 'CREATE RETENTION POLICY \"one_hour\" ON \"flink\" DURATION 1h REPLICATION 1 DEFAULT'"
                                .formatted(name, address.port()));
    }

    @Test
    void namesADiskThatTakesNoMore() throws Exception {
        influx.counters(
                200,
                """
                {'shard:1': {'name':'shard','tags':{'database':'flink'},'values':{'writePointsErr':300}},
                 'shard:2': {'name':'shard','tags':{'database':'flink'},'values':{'writePointsErr':21}},
                 'shard:3': {'name':'shard','tags':{'database':'other'},'values':{'writePointsErr':9}},
                 'database:flink': {'name':'database','tags':{'database':'flink'},'values':{'numSeries':4}},
                 'cmdline': ['influxd']}
                """);

        assertThat(faults())
                .containsExactly(
                        "FAULT [%s] disk: since it was started, 321 points of flink could not be written to it, and go when InfluxDB ends. Try: df -h at its data folder, and journalctl -u influxdb there"
                                .formatted(name));
    }

    @Test
    void doesNotKnowOfTheDiskWhereInfluxDbDoesNotTell() throws Exception {
        influx.counters(401, "{'error':'unable to parse authentication credentials'}");
        String untold =
                "unknown [%s] disk: it does not tell what it could not write".formatted(name);
        assertThat(examine()).contains(untold);

        influx.counters(200, "not JSON");
        assertThat(examine()).contains(untold);
        assertThat(faults()).isEmpty();
    }

    @Test
    void namesATaskManagerWhoseSeriesDoNotArrive() throws Exception {
        influx.answer("SELECT last(\"value\")", "{'results':[{}]}");
        assertThat(faults())
                .containsExactly(
                        "FAULT [n2] series: none of its TaskManager arrived in the default policy of flink. Try: deploy-tool cluster logs n2, and the way from there to %s"
                                .formatted(name));

        newest(900);
        assertThat(faults())
                .containsExactly(
                        "FAULT [n2] series: the newest is 100 s old, so they arrive no more."
                                + " Try: deploy-tool cluster logs n2, free disk on InfluxDB's host,"
                                + " and both clocks");
    }

    @Test
    void doesNotExpectSeriesOfAFlinkThatIsDown() throws Exception {
        flink.close();

        assertThat(examine())
                .contains(
                        "unknown [localhost] metrics reporter: Flink does not answer. Try: deploy-tool cluster start",
                        "unknown [localhost] series: Flink is down, so none should arrive");
        assertThat(faults()).isEmpty();
    }

    @Test
    void knowsOfADatabaseAloneHowOldItsSeriesAre() throws Exception {
        assertThat(new MetricsDoctor(() -> NOW, Duration.ZERO).examine(address))
                .last()
                .isEqualTo(
                        Finding.note(
                                "[%s] series: the newest is 10 s old, of a TaskManager on n2"
                                        .formatted(name)));

        influx.answer("SELECT last(\"value\")", "{'results':[{}]}");
        assertThat(new MetricsDoctor(() -> NOW, Duration.ZERO).examine(address))
                .last()
                .isEqualTo(
                        Finding.note(
                                "[%s] series: there are none; a run with --influxdb writes them"
                                        .formatted(name)));
    }
}

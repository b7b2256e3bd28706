package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.host.TestSshd;
import io.flinkvariance.rest.StubFlink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over SSH, with commands of Hadoop's that say what real ones said, and a stub of its servers. */
class WorkersCommandIT {
    private static final String REPORT =
            "/io/flinkvariance/hadoop/report-2.8.5-decommissioning.txt";
    private static final String DENIED =
            "report: Access denied for user x. Superuser privilege is required";
    private static final String LIVE_NODES =
            "{'beans':[{'LiveNodes':'{\\'n2:50010\\':{\\'xferaddr\\':\\'10.0.0.2:50010\\',\\'adminState\\':\\'In Service\\'},\\'n3:50010\\':{\\'xferaddr\\':\\'10.0.0.3:50010\\',\\'adminState\\':\\'Decommissioned\\'}}'}]}";

    @TempDir private Path folder;

    private final TestSshd sshd = TestSshd.forItsUser();
    private final StubFlink servers = new StubFlink();
    private Path properties;

    @BeforeEach
    void prepare() throws Exception {
        SshSettings ssh = TestSshd.settings(folder, sshd.port());
        properties =
                Files.writeString(
                        folder.resolve("yarn.properties"),
                        """
                        ssh.host=%s
                        ssh.port=%d
                        ssh.user=%s
                        ssh.key=%s
                        ssh.knownHosts=%s
                        hadoop.confDir=%s
                        hadoop.home=%s
                        """
                                .formatted(
                                        ssh.host(),
                                        ssh.port(),
                                        ssh.user(),
                                        ssh.key().orElseThrow(),
                                        ssh.knownHosts(),
                                        folder.resolve("conf"),
                                        folder.resolve("hadoop")));
        configure(servers.authority());
    }

    private void configure(String server) throws Exception {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("core-site.xml"), site("fs.defaultFS", "hdfs://127.0.0.1"));
        Files.writeString(conf.resolve("hdfs-site.xml"), site("dfs.namenode.http-address", server));
        Files.writeString(
                conf.resolve("yarn-site.xml"), site("yarn.resourcemanager.webapp.address", server));
    }

    private static String site(String name, String value) {
        return "<configuration><property><name>%s</name><value>%s</value></property></configuration>"
                .formatted(name, value);
    }

    @AfterEach
    void close() {
        servers.close();
        sshd.close();
    }

    private void program(String name, String script) throws Exception {
        Path program = Files.createDirectories(folder.resolve("hadoop/bin")).resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private CliRun workers(String... options) {
        List<String> all = new ArrayList<>(List.of("workers", "--yarn", properties.toString()));
        all.addAll(List.of(options));
        return CliRun.of(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "list, 'ip-10-88-0-12.ec2.internal\n'",
        "slaves, '10.88.0.12\n'",
        "inventory, '[taskmanagers]\nip-10-88-0-12.ec2.internal ansible_host=10.88.0.12\n'"
    })
    void areThoseOfTheReportInServiceInTheFormAskedFor(String format, String expected)
            throws Exception {
        Path report = Path.of(getClass().getResource(REPORT).toURI());
        program(
                "hdfs",
                "[ \"$HADOOP_CONF_DIR $*\" = '%s/conf dfsadmin -report' ] && cat %s; echo WARN >&2"
                        .formatted(folder, report));

        assertThat(workers("--from", "hdfs", "--format", format))
                .isEqualTo(new CliRun(ExitCode.DONE, expected, ""));
    }

    @Test
    void areAskedOfTheNameNodeWhereTheReportIsDenied() throws Exception {
        program("hdfs", "echo Configured Capacity: 1; echo '%s' >&2; exit 255".formatted(DENIED));
        servers.answer("/jmx", LIVE_NODES);

        assertThat(workers("--from", "hdfs"))
                .isEqualTo(
                        new CliRun(
                                ExitCode.DONE,
                                "n2\n",
                                "[127.0.0.1] hdfs dfsadmin -report: %s; asked over HTTP instead\n"
                                        .formatted(DENIED)));
        assertThat(servers.requests())
                .containsExactly("GET /jmx?qry=Hadoop:service=NameNode,name=NameNodeInfo");
    }

    @Test
    void areAskedOfTheNameNodeWhereThereIsNoCommand() {
        servers.answer("/jmx", LIVE_NODES);

        CliRun run = workers("--from", "hdfs", "--format", "slaves");

        assertThat(run.out()).isEqualTo("10.0.0.2\n");
        assertThat(run.err())
                .isEqualTo(
                        "[127.0.0.1] hdfs dfsadmin -report: there is no such command; asked over HTTP instead\n");
    }

    @Test
    void areThoseThatYarnLists() throws Exception {
        program(
                "yarn",
                "[ \"$*\" = 'node -list' ] && printf 'Total Nodes:2\\n Node-Id\\n n3:1\\tRUNNING\\tn3:2\\t0\\n n2:1\\tRUNNING\\tn2:2\\t0\\n'");

        assertThat(workers("--from", "yarn")).isEqualTo(new CliRun(ExitCode.DONE, "n2\nn3\n", ""));
        assertThat(workers("--from", "yarn", "--format", "inventory").out())
                .isEqualTo("[taskmanagers]\nn2\nn3\n");
    }

    @Test
    void areAskedOfTheResourceManagerWhereYarnDoesNotList() {
        servers.answer(
                "/ws/v1/cluster/nodes",
                "{'nodes':{'node':[{'state':'RUNNING','nodeHostName':'n2'},{'state':'LOST','nodeHostName':'n3'}]}}");

        CliRun run = workers("--from", "yarn");

        assertThat(run.out()).isEqualTo("n2\n");
        assertThat(run.err())
                .isEqualTo(
                        "[127.0.0.1] yarn node -list: there is no such command; asked over HTTP instead\n");
    }

    @Test
    void areRefusedWhereNobodyAnswers() throws Exception {
        program("hdfs", "echo '%s' >&2; exit 255".formatted(DENIED));
        servers.close();

        assertThat(workers("--from", "hdfs"))
                .isEqualTo(
                        new CliRun(
                                ExitCode.CLUSTER_STATE,
                                "",
                                "[127.0.0.1] asking for workers: hdfs dfsadmin -report: %s; %s: no answer\n"
                                        .formatted(DENIED, servers.authority())));
    }

    @Test
    void areRefusedWhereNoneIsLive() throws Exception {
        program("yarn", "echo Total Nodes:0");

        assertThat(workers("--from", "yarn"))
                .isEqualTo(
                        new CliRun(
                                ExitCode.CLUSTER_STATE,
                                "",
                                "[127.0.0.1] asking for workers: none is live and in service. Try: yarn node -list there\n"));
    }

    @Test
    void areRefusedWithTheLineToTypeWhereNothingIsConfigured() throws Exception {
        Files.writeString(folder.resolve("conf/core-site.xml"), "<configuration/>");
        program(
                "hdfs",
                "echo 'report: FileSystem file:/// is not an HDFS file system' >&2; exit 255");
        Files.createDirectories(folder.resolve("hadoop/etc/hadoop"));
        Files.writeString(folder.resolve("hadoop/etc/hadoop/core-site.xml"), "");

        assertThat(workers("--from", "hdfs"))
                .isEqualTo(
                        new CliRun(
                                ExitCode.USAGE,
                                "",
                                "[127.0.0.1] asking for workers: hdfs dfsadmin -report: report: FileSystem file:/// is not an HDFS file system; HADOOP_CONF_DIR is %1$s/conf, and there is no hdfs:// address in fs.defaultFS. Try: hadoop.confDir=%1$s/hadoop/etc/hadoop in %2$s; by hand: export HADOOP_CONF_DIR=%1$s/hadoop/etc/hadoop\n"
                                        .formatted(folder, properties)));
    }

    @Test
    void areRefusedWhereTheConfigurationIsNoXml() throws Exception {
        Files.writeString(folder.resolve("conf/core-site.xml"), "<configuration>");

        CliRun run = workers("--from", "hdfs");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .startsWith(
                        "[127.0.0.1] asking for workers: hdfs dfsadmin -report: there is no such command; HADOOP_CONF_DIR is %1$s/conf, and %1$s/conf/core-site.xml: it is no XML from line "
                                .formatted(folder));
    }
}

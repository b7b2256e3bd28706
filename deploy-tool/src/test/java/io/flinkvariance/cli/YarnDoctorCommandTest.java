package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.rest.StubFlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code doctor --target yarn}: this machine as the master, and a stub as its ResourceManager. */
class YarnDoctorCommandTest {
    private static final String NODE =
            "{'state':'RUNNING','nodeHostName':'n%d','availMemoryMB':%d,'availableVirtualCores':%d}";

    @TempDir private Path folder;

    private final StubFlink resourceManager = new StubFlink();
    private final Map<String, String> environment =
            new HashMap<>(Map.of("HADOOP_CONF_DIR", "", "HADOOP_HOME", "", "HADOOP_CLASSPATH", ""));
    private final Map<String, String> properties = new HashMap<>();
    private Path conf;

    @BeforeEach
    void makeAMasterThatIsAsItShouldBe() throws Exception {
        conf = Files.createDirectories(folder.resolve("conf"));
        site("core-site.xml", "fs.defaultFS", "hdfs://n1:8020");
        site("yarn-site.xml", "yarn.resourcemanager.webapp.address", resourceManager.authority());
        nodes(NODE.formatted(2, 2048, 4), NODE.formatted(3, 1024, 4));
        Path hadoop = Files.createDirectories(folder.resolve("hadoop"));
        Files.createDirectories(hadoop.resolve("lib"));
        Files.createFile(hadoop.resolve("lib/hadoop-common-2.8.5.jar"));
        Files.createFile(hadoop.resolve("lib/hadoop-yarn-client-2.8.5.jar"));
        program(
                hadoop.resolve("bin/hadoop"),
                "echo \"$HADOOP_CONF_DIR:%s/lib/*\"".formatted(hadoop));
        Path flink = Files.createDirectories(folder.resolve("flink"));
        program(flink.resolve("bin/flink"), "");
        program(flink.resolve("bin/yarn-session.sh"), "");
        Files.createDirectories(flink.resolve("lib"));
        Files.createFile(flink.resolve("lib/flink-dist_2.11-1.8.1.jar"));
        Files.writeString(
                flink.resolve("lib/flink-yarn_2.11-1.8.1.jar"),
                "PK org/apache/flink/yarn/cli/FlinkYarnSessionCli.class PK");
        properties.putAll(
                Map.of(
                        "ssh.host",
                        "master",
                        "ssh.user",
                        "hadoop",
                        "ssh.knownHosts",
                        "known_hosts",
                        "hadoop.confDir",
                        conf.toString(),
                        "hadoop.home",
                        hadoop.toString(),
                        "flink.home",
                        flink.toString()));
    }

    @AfterEach
    void close() {
        resourceManager.close();
    }

    private void site(String name, String key, String value) throws IOException {
        Files.writeString(
                conf.resolve(name),
                "<configuration><property><name>%s</name><value>%s</value></property></configuration>"
                        .formatted(key, value));
    }

    private void nodes(String... nodes) {
        resourceManager.answer(
                "/ws/v1/cluster/nodes",
                "{'nodes':{'node':[%s]}}".formatted(String.join(",", nodes)));
    }

    private static void program(Path program, String script) throws IOException {
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private CliRun doctor() throws IOException {
        StringBuilder text = new StringBuilder();
        properties.forEach((key, value) -> text.append("%s=%s\n".formatted(key, value)));
        Files.writeString(file(), text);
        return CliRun.in(
                console ->
                        new Surroundings(
                                console,
                                KitHome::locate,
                                () -> folder,
                                ssh -> new LocalHost(environment),
                                name -> Optional.empty(),
                                Clock.systemUTC()),
                "doctor",
                "--target",
                "yarn",
                "--yarn",
                file().toString());
    }

    private Path file() {
        return folder.resolve("yarn.properties");
    }

    /** What it says of the things that are wrong, with short names for folders. */
    private List<String> faults() throws IOException {
        CliRun run = doctor();
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLUSTER_STATE);
        return run.out()
                .lines()
                .filter(line -> !line.startsWith("ok"))
                .map(line -> line.replace(file().toString(), "FILE"))
                .map(line -> line.replace(folder.toString(), "HERE"))
                .toList();
    }

    @Test
    void findsNothingOnAMasterThatIsAsItShouldBe() throws Exception {
        assertThat(doctor())
                .isEqualTo(
                        new CliRun(
                                ExitCode.DONE,
                                """
                                ok       [localhost] ssh: logged in as hadoop
                                ok       [localhost] HADOOP_CONF_DIR: HERE/conf
                                ok       [localhost] fs.defaultFS: hdfs://n1:8020
                                ok       [localhost] ResourceManager: 2 active nodes
                                ok       [localhost] virtual cores: up to 4 on a node
                                ok       [localhost] memory: room for a JobManager of 1024 MB and 1 TaskManager of 1024 MB
                                ok       [localhost] Hadoop's classes: those of HADOOP_CLASSPATH
                                ok       [localhost] Flink: 1.8.1 in HERE/flink
                                ok       [localhost] Flink's yarn jar: HERE/flink/lib/flink-yarn_2.11-1.8.1.jar
                                """
                                        .replace("HERE", folder.toString()),
                                "nothing stands in the way of a run\n"));
    }

    @Test
    void takesWhatTheAccountHasWhereTheFileDoesNotSay() throws Exception {
        properties.remove("hadoop.confDir");
        environment.put("HADOOP_CONF_DIR", conf.toString());

        assertThat(doctor().exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void tellsThatItIsNotSetAndAsksNobody() throws Exception {
        properties.remove("hadoop.confDir");
        Path place = Files.createDirectories(folder.resolve("hadoop/etc/hadoop"));
        Files.createFile(place.resolve("core-site.xml"));

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] HADOOP_CONF_DIR: not set for a command over SSH, which reads no login profile. Try: hadoop.confDir=HERE/hadoop/etc/hadoop in FILE; by hand: export HADOOP_CONF_DIR=HERE/hadoop/etc/hadoop",
                        "unknown  [localhost] HDFS and YARN: nothing is known of them without HADOOP_CONF_DIR");
        assertThat(resourceManager.requests()).isEmpty();
    }

    @Test
    void tellsAFolderThatIsNotThere() throws Exception {
        properties.put("hadoop.confDir", "/nowhere");
        environment.put("HADOOP_HOME", folder.resolve("installed").toString());
        Path place = Files.createDirectories(folder.resolve("installed/conf"));
        Files.createFile(place.resolve("core-site.xml"));

        assertThat(faults())
                .first()
                .isEqualTo(
                        "FAULT    [localhost] HADOOP_CONF_DIR=/nowhere: there is no such folder. Try: hadoop.confDir=HERE/installed/conf in FILE; by hand: export HADOOP_CONF_DIR=HERE/installed/conf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"core-site.xml", "yarn-site.xml"})
    void tellsAFileThatIsNotThere(String name) throws Exception {
        Files.delete(conf.resolve(name));

        assertThat(faults())
                .first()
                .asString()
                .startsWith(
                        "FAULT    [localhost] HADOOP_CONF_DIR=HERE/conf: there is no %s in it. Try: hadoop.confDir="
                                .formatted(name));
    }

    @Test
    void tellsAFileThatIsNoXml() throws Exception {
        Files.writeString(conf.resolve("yarn-site.xml"), "<configuration>\n</property>");

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] HADOOP_CONF_DIR=HERE/conf: HERE/conf/yarn-site.xml: it is no XML from line 2 on. Try: the line of that file, as Hadoop itself could not start");
    }

    @ParameterizedTest
    @CsvSource({"x, y, file:///", "fs.defaultFS, file:/tmp, file:/tmp"})
    void tellsThatFilesWouldStayOnTheMaster(String key, String value, String told)
            throws Exception {
        site("core-site.xml", key, value);

        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith(
                        "FAULT    [localhost] fs.defaultFS: %s by HERE/conf/core-site.xml: Flink's files would be put on the master's own disk, and every other node would end with: File file:/… does not exist. Try: hadoop.confDir="
                                .formatted(told));
    }

    @Test
    void tellsThatNothingSaysWhereTheResourceManagerIs() throws Exception {
        site("yarn-site.xml", "x", "y");

        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith(
                        "FAULT    [localhost] yarn.resourcemanager.hostname: not set in HERE/conf/yarn-site.xml, so a client would ask 0.0.0.0 for ever. Try: hadoop.confDir=");
    }

    @Test
    void tellsAResourceManagerThatDoesNotAnswer() throws Exception {
        resourceManager.close();

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] ResourceManager: %s: no answer. Try: systemctl status hadoop-yarn-resourcemanager on its host"
                                .formatted(resourceManager.authority()));
    }

    @Test
    void tellsThatNoNodeIsActive() throws Exception {
        nodes(NODE.formatted(2, 2048, 4).replace("RUNNING", "LOST"));

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] ResourceManager: no node is active. Try: yarn node -list -all there");
    }

    @Test
    void tellsThatNoNodeHasEnoughCores() throws Exception {
        nodes(NODE.formatted(2, 4096, 2));

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] virtual cores: a TaskManager of 4 slots asks for as many, and no node has more than 2. Try: yarn.slots=2 in FILE");
    }

    @Test
    void tellsThatThereIsNoRoom() throws Exception {
        properties.put("yarn.slots", "1");

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] memory: there is no room for a JobManager of 1024 MB and 4 TaskManagers of 1024 MB: the nodes have [2048, 1024] MB free. Try: yarn application -list there, or a smaller yarn.taskManagerMb in FILE");
    }

    @Test
    void countsMemoryAsYarnHandsItOut() throws Exception {
        properties.put("yarn.taskManagerMb", "1100");
        nodes(NODE.formatted(2, 2100, 4), NODE.formatted(3, 900, 4));

        assertThat(faults())
                .singleElement()
                .asString()
                .contains("a JobManager of 1024 MB and 1 TaskManager of 2048 MB");
    }

    @Test
    void tellsThatHadoopsClassesAreMissing() throws Exception {
        Files.delete(folder.resolve("hadoop/lib/hadoop-yarn-client-2.8.5.jar"));

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] Hadoop's classes: hadoop classpath names no jar of hadoop-yarn-client. Try: hadoop.home=<the folder whose bin has hadoop> in FILE; by hand: export HADOOP_CLASSPATH=$(hadoop classpath)");

        properties.put("hadoop.home", "/nowhere");
        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith(
                        "FAULT    [localhost] Hadoop's classes: there is no command hadoop, and HADOOP_CLASSPATH names no jar of hadoop-common. Try: ");
    }

    @Test
    void tellsWhatIsWrongWithFlink() throws Exception {
        Path lib = folder.resolve("flink/lib");
        Files.delete(lib.resolve("flink-yarn_2.11-1.8.1.jar"));
        Files.move(
                lib.resolve("flink-dist_2.11-1.8.1.jar"), lib.resolve("flink-dist_2.11-1.9.0.jar"));

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] Flink: HERE/flink has version 1.9.0, and this kit is for Flink 1.8.1. Try: flink.home=<the folder of a Flink 1.8.1> in FILE; EMR 5.27 has one",
                        "FAULT    [localhost] Flink's yarn jar: no jar in HERE/flink/lib has its client of YARN. Try: flink-yarn_2.11-1.8.1.jar of Maven Central in that folder");

        properties.put("flink.home", "/nowhere");
        assertThat(faults())
                .first()
                .isEqualTo(
                        "FAULT    [localhost] Flink: there is no /nowhere/bin/flink. Try: flink.home=<the folder of a Flink 1.8.1> in FILE");
    }

    @Test
    void refusesAnotherTarget() {
        CliRun run = CliRun.of("doctor", "--target", "moon");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).isEqualTo("--target moon: expected cluster or yarn\n");
    }
}

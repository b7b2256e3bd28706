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
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor --target yarn}: this machine as the master, and a stub as its ResourceManager. */
abstract class YarnDoctorCase {
    static final String NODE =
            "{'state':'RUNNING','nodeHostName':'n%d','availMemoryMB':%d,'availableVirtualCores':%d}";

    @TempDir Path folder;

    final StubFlink resourceManager = new StubFlink();
    final Map<String, String> environment =
            new HashMap<>(Map.of("HADOOP_CONF_DIR", "", "HADOOP_HOME", "", "HADOOP_CLASSPATH", ""));
    final Map<String, String> properties = new HashMap<>();
    Path conf;

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

    void site(String name, String key, String value) throws IOException {
        Files.writeString(
                conf.resolve(name),
                "<configuration><property><name>%s</name><value>%s</value></property></configuration>"
                        .formatted(key, value));
    }

    void nodes(String... nodes) {
        resourceManager.answer(
                "/ws/v1/cluster/nodes",
                "{'nodes':{'node':[%s]}}".formatted(String.join(",", nodes)));
    }

    static void program(Path program, String script) throws IOException {
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    CliRun doctor() throws IOException {
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

    Path file() {
        return folder.resolve("yarn.properties");
    }

    /** What it says of the things that are wrong, with short names for folders. */
    List<String> faults() throws IOException {
        CliRun run = doctor();
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLUSTER_STATE);
        return run.out()
                .lines()
                .filter(line -> !line.startsWith("ok"))
                .map(line -> line.replace(file().toString(), "FILE"))
                .map(line -> line.replace(folder.toString(), "HERE"))
                .toList();
    }
}

package io.flinkvariance.cli;

import io.flinkvariance.host.LocalHost;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.rest.StubFlink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A YARN as commands see it: this machine in place of its master, stubs in place of its
 * ResourceManager and of the JobManager, and scripts that write down what they were told.
 */
final class StubbedYarn implements AutoCloseable {
    static final String APPLICATION = "application_1574812345678_0001";

    /** The job that is restored from a savepoint. */
    static final String RESTORED = "5e4d3c2b5e4d3c2b5e4d3c2b5e4d3c2b";

    /** Where the session's savepoints are to be. */
    static final String SAVEPOINTS = "hdfs://n1/user/me/.flink/" + APPLICATION + "/savepoints";

    final StubbedCluster flink;
    final StubFlink resourceManager = new StubFlink();
    private final Path folder;
    private final Path home;
    private final Path jar;
    private final Path properties;

    StubbedYarn(Path folder) throws Exception {
        this.folder = folder;
        this.home = Files.createDirectories(folder.resolve("home"));
        this.flink = new StubbedCluster(folder);
        this.jar = folder.resolve("job.jar");
        Path conf = Files.createDirectories(folder.resolve("hadoop-conf"));
        site(conf.resolve("core-site.xml"), "fs.defaultFS", "hdfs://n1:8020");
        site(
                conf.resolve("yarn-site.xml"),
                "yarn.resourcemanager.webapp.address",
                resourceManager.authority());
        resourceManager.answer(
                "/ws/v1/cluster/nodes",
                "{'nodes':{'node':[{'state':'RUNNING','nodeHostName':'n2','availMemoryMB':3072,'availableVirtualCores':4}]}}");
        Path hadoop = Files.createDirectories(folder.resolve("hadoop/lib")).getParent();
        Files.createFile(hadoop.resolve("lib/hadoop-common-2.8.5.jar"));
        Files.createFile(hadoop.resolve("lib/hadoop-yarn-client-2.8.5.jar"));
        hadoopCommand("");
        yarnCommand("");
        Path lib = Files.createDirectories(folder.resolve("client/lib"));
        Files.createFile(lib.resolve("flink-dist_2.11-1.8.1.jar"));
        Files.writeString(
                lib.resolve("flink-yarn_2.11-1.8.1.jar"),
                "PK org/apache/flink/yarn/cli/FlinkYarnSessionCli.class PK");
        Path installed = Files.createDirectories(folder.resolve("client/conf"));
        Files.writeString(
                installed.resolve("flink-conf.yaml"), "taskmanager.memory.segment-size: 8192");
        Files.writeString(installed.resolve("log4j.properties"), "log4j.rootLogger=INFO\n");
        script(
                "client/bin/flink",
                "%s; id=%s; case $* in *' -s '*) id=%s ;; esac; echo \"Job has been submitted with JobID $id\""
                        .formatted(writes("flink"), StubbedCluster.JOB, RESTORED));
        sessionClient("");
        properties =
                Files.writeString(
                        folder.resolve("yarn.properties"),
                        """
                        ssh.host=master
                        ssh.user=hadoop
                        ssh.knownHosts=known_hosts
                        hadoop.confDir=%s
                        hadoop.home=%s
                        flink.home=%s
                        """
                                .formatted(conf, hadoop, folder.resolve("client")));
        flink.flink
                .answer(
                        "/jobmanager/config",
                        "[{'key':'taskmanager.memory.segment-size','value':'4096'},{'key':'web.tmpdir','value':'/tmp'}]")
                .answer(
                        "/jobmanager/log",
                        "INFO -  JVM: OpenJDK 64-Bit Server VM - Debian - 1.8/25.402-b06\n")
                .answer("/cluster", "{}")
                .when("DELETE /cluster", () -> application("FINISHED", ""));
        application("RUNNING", "");
    }

    private static void site(Path file, String key, String value) throws IOException {
        Files.writeString(
                file,
                "<configuration><property><name>%s</name><value>%s</value></property></configuration>"
                        .formatted(key, value));
    }

    private String writes(String name) {
        return "echo \"%s $*\" >>%s".formatted(name, folder.resolve("told"));
    }

    private void script(String path, String text) throws IOException {
        Path script = folder.resolve(path);
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What {@code yarn-session.sh} does after it has got the id of its application. */
    StubbedYarn sessionClient(String afterwards) throws IOException {
        script(
                "client/bin/yarn-session.sh",
                "%s; cp \"$FLINK_CONF_DIR/flink-conf.yaml\" %s\n"
                                .formatted(writes("yarn-session"), folder)
                        + "echo 'Copying from lib to hdfs://n1/user/me/.flink/%s/lib' >\"$FLINK_LOG_DIR/flink-me-yarn-session-n1.log\"\n"
                                .formatted(APPLICATION)
                        + afterwards);
        return this;
    }

    /** What {@code hadoop fs} does once it has written down what it was told. */
    StubbedYarn hadoopCommand(String afterwards) throws IOException {
        script(
                "hadoop/bin/hadoop",
                "[ \"$1\" != classpath ] || { echo '%s/lib/*'; exit; }; %s\n%s"
                        .formatted(folder.resolve("hadoop"), writes("hadoop"), afterwards));
        return this;
    }

    /** What {@code yarn} does once it has written down what it was told. */
    StubbedYarn yarnCommand(String afterwards) throws IOException {
        script("hadoop/bin/yarn", "%s\n%s".formatted(writes("yarn"), afterwards));
        return this;
    }

    /** What the ResourceManager says of the application from now on. */
    StubbedYarn application(String state, String diagnostics) {
        resourceManager.answer(
                "/ws/v1/cluster/apps/" + APPLICATION,
                "{'app':{'id':'%s','state':'%s','diagnostics':'%s','amRPCAddress':'127.0.0.1:%d'}}"
                        .formatted(
                                APPLICATION, state, diagnostics, flink.flink.address().getPort()));
        return this;
    }

    /** Runs a command of the tool on it. */
    CliRun run(String... arguments) {
        return run(new ByteArrayOutputStream(), arguments);
    }

    /** The same; what goes to standard error can be read while it runs. */
    CliRun run(ByteArrayOutputStream err, String... arguments) {
        String[] all =
                Stream.concat(
                                Arrays.stream(arguments),
                                Stream.of("--target", "yarn", "--yarn", properties.toString()))
                        .toArray(String[]::new);
        return CliRun.in(
                console ->
                        new Surroundings(
                                console,
                                KitHome::locate,
                                () -> jar,
                                ssh -> new LocalHost(Map.of("HOME", home.toString())),
                                name -> Optional.empty(),
                                Clock.systemUTC()),
                err,
                all);
    }

    /** What scripts were told, in order, with the session's own name and folders left out. */
    List<String> told() throws IOException {
        Path told = folder.resolve("told");
        return !Files.exists(told)
                ? List.of()
                : Files.readAllLines(told).stream()
                        .map(line -> line.replaceAll("flink-variance-[0-9a-f]{12}", "NAME"))
                        .map(line -> line.replaceAll(home + "\\S*/(\\S+)", "$1"))
                        .toList();
    }

    /** The names of the sessions that are not ended, as the master's folder has them. */
    List<String> sessions() throws IOException {
        Path sessions = home.resolve(".flink-variance/sessions");
        if (!Files.exists(sessions)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(sessions)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    /** A session that a tool began which is gone. */
    StubbedYarn hasSession() throws IOException {
        Path log =
                Files.createDirectories(
                        home.resolve(".flink-variance/sessions/flink-variance-0123456789ab/log"));
        Files.writeString(
                log.resolve("flink-me-yarn-session-n1.log"), "Submitted " + APPLICATION + "\n");
        return this;
    }

    @Override
    public void close() {
        flink.close();
        resourceManager.close();
    }
}

package io.flinkvariance.cli;

import static java.util.stream.Collectors.joining;

import io.flinkvariance.cluster.InstalledFlink;
import io.flinkvariance.cluster.KafkaJobJar;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.rest.StubFlink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A cluster of two nodes as commands see it: this machine in place of the JobManager's, a stub in
 * place of its REST interface, and scripts that write down that they ran.
 */
final class StubbedCluster implements AutoCloseable {
    /** The job that the stub knows, or takes. */
    static final String JOB = "4f3c2b1a4f3c2b1a4f3c2b1a4f3c2b1a";

    private static final int RATE = 20;
    private static final int SECONDS = 150;

    final StubFlink flink = new StubFlink();
    final Path folder;
    private final Path home;
    private final Path properties;
    private final Path jar;

    StubbedCluster(Path folder) throws Exception {
        this.folder = folder;
        home = Files.createDirectories(folder.resolve("home"));
        jar = Files.writeString(folder.resolve("job.jar"), "a jar");
        InstalledFlink installed = InstalledFlink.in(folder, "");
        installed.starts("echo start >>" + folder.resolve("ran"));
        installed.stops("echo stop >>" + folder.resolve("ran"));
        Files.createDirectories(installed.home().resolve("log"));
        Files.writeString(
                installed.home().resolve("log/f-standalonesession-0-n1.log"),
                "of the JobManager\n");
        properties =
                Files.writeString(
                        folder.resolve("cluster.properties"),
                        """
                        ssh.host=boss
                        ssh.user=flink
                        ssh.knownHosts=known_hosts
                        flink.home=%s
                        rest.address=127.0.0.1
                        rest.port=%d
                        cluster.taskManagers=2
                        """
                                .formatted(installed.home(), flink.address().getPort()));
        Path upload = Files.createDirectories(folder.resolve("tmp/flink-web-upload"));
        flink.answer(
                        "/overview",
                        "{'flink-version':'1.8.1','taskmanagers':2,'slots-total':4,'slots-available':4,'jobs-running':0}")
                .answer(
                        "/jobmanager/config",
                        "[{'key':'web.tmpdir','value':'%s'}]".formatted(upload.getParent()))
                .answer(
                        "/taskmanagers",
                        "{'taskmanagers':["
                                + "{'id':'a','path':'akka.tcp://flink@n2:6140/user/t','slotsNumber':2,'freeSlots':1},"
                                + "{'id':'b','path':'akka.tcp://flink@n3:6140/user/t','slotsNumber':2,'freeSlots':2}]}")
                .answer("/taskmanagers/a/log", "of n2\n")
                .answer("/taskmanagers/b/log", "of n3\n")
                .answer("/jobs/overview", "{'jobs':[]}")
                .answer(submission(), "{'jobid':'%s'}".formatted(JOB));
    }

    /** The file that commands are told of by {@code --cluster}. */
    Path properties() {
        return properties;
    }

    /** What a job is submitted by. */
    String submission() throws Exception {
        return submission(jar);
    }

    /** What a job is submitted by that reads a topic. */
    String kafkaSubmission() throws Exception {
        return submission(
                KafkaJobJar.make(
                        jar,
                        KitHome.locate().embeddedFlink(),
                        Files.createDirectories(folder.resolve("like-the-one-of-the-run"))));
    }

    private static String submission(Path jar) throws Exception {
        return "/jars/%s_flink-variance.jar/run".formatted(sha256(jar));
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    /** Runs a command of the tool on it. */
    CliRun run(String... arguments) {
        return run(new ByteArrayOutputStream(), arguments);
    }

    /** The same; what goes to standard error can be read while it runs. */
    CliRun run(ByteArrayOutputStream err, String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--cluster";
        all[arguments.length + 1] = properties.toString();
        return CliRun.in(this::surroundings, err, all);
    }

    private Surroundings surroundings(Console console) {
        return new Surroundings(
                console,
                KitHome::locate,
                () -> jar,
                ssh -> new LocalHost(Map.of("HOME", home.toString())),
                name -> Optional.empty(),
                Clock.systemUTC());
    }

    /** The scripts of Flink that were run, in order. */
    String scriptsRun() throws IOException {
        Path ran = folder.resolve("ran");
        return Files.exists(ran) ? Files.readString(ran).lines().collect(joining(" ")) : "";
    }

    /** A job of two subtasks that runs, and has told of 150 seconds with 20 records in each. */
    StubbedCluster runsJob() {
        return runsJob(JOB, 1);
    }

    /** The same of any job, with so many subtasks of its work. */
    StubbedCluster runsJob(String id, int subtasks) {
        listsJob(id, subtasks, "RUNNING").tellsOfSeconds(id, subtasks, 1, SECONDS);
        flink.answer(
                        "/jobs/%s/vertices/w".formatted(id),
                        "{'subtasks':[%s]}"
                                .formatted(
                                        each(subtasks, "{'subtask':%d,'host':'n2','attempt':0}")))
                .answer(
                        "/jobs/%s/accumulators".formatted(id),
                        "{'user-task-accumulators':[{'name':'recordsProcessed','value':'3000'}]}")
                .when(
                        "PATCH /jobs/%s?mode=cancel".formatted(id),
                        () -> listsJob(id, subtasks, "CANCELED"));
        return this;
    }

    /** What the job's counters remember from now on. */
    StubbedCluster tellsOfSeconds(int from, int to) {
        return tellsOfSeconds(JOB, 1, from, to);
    }

    private StubbedCluster tellsOfSeconds(String id, int subtasks, int from, int to) {
        flink.answer(
                        "/jobs/%s/vertices/s/metrics".formatted(id),
                        "[{'id':'0.source.history','value':'%s'}]"
                                .formatted(history(from, to, subtasks * RATE, "%d000:%d")))
                .answer(
                        "/jobs/%s/vertices/w/metrics".formatted(id),
                        "[%s]"
                                .formatted(
                                        each(
                                                subtasks,
                                                "{'id':'%d.work.history','value':'"
                                                        + history(from, to, RATE, "%d000:%d:0")
                                                        + "'}")));
        return this;
    }

    private static String each(int subtasks, String one) {
        return IntStream.range(0, subtasks).mapToObj(one::formatted).collect(joining(","));
    }

    private static String history(int from, int to, int rate, String reading) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(second -> reading.formatted(second, rate * second))
                .collect(joining(";"));
    }

    /** The JobManager lists the job in that state. */
    StubbedCluster listsJob(String state) {
        return listsJob(JOB, 1, state);
    }

    StubbedCluster listsJob(String id, int subtasks, String state) {
        flink.answer(
                        "/jobs/overview",
                        "{'jobs':[{'jid':'%s','name':'constant-straggler','state':'%s','duration':3723000,'tasks':{'total':2}}]}"
                                .formatted(id, state))
                .answer(
                        "/jobs/" + id,
                        ("{'state':'%s','vertices':["
                                        + "{'id':'s','name':'Source: source','parallelism':1},"
                                        + "{'id':'w','name':'work','parallelism':%d}]}")
                                .formatted(state, subtasks));
        return this;
    }

    /** The tool has submitted the job, with that scenario. */
    StubbedCluster hasSubmitted(String scenario) throws IOException {
        Path jobs = Files.createDirectories(home.resolve(".flink-variance/jobs"));
        Path file =
                Files.writeString(
                        Files.createDirectories(home.resolve(".flink-variance/scenarios"))
                                .resolve("constant-straggler.properties"),
                        scenario);
        Files.createSymbolicLink(jobs.resolve(JOB), file);
        return this;
    }

    @Override
    public void close() {
        flink.close();
    }
}

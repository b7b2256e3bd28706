package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.host.UploadProgress;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.rest.StubFlink;
import io.flinkvariance.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneClusterTest {
    private static final String JAR = "a jar";
    private static final String RUN =
            "/jars/%s_flink-variance.jar/run"
                    .formatted(JobStore.sha256(JAR.getBytes(StandardCharsets.UTF_8)));
    private static final Scenario SCENARIO = Scenarios.of("constant-straggler");

    @TempDir private Path folder;

    private final StubFlink flink = new StubFlink();
    private final List<String> notes = new ArrayList<>();
    private InstalledFlink installed;
    private ShellHost host;
    private Path home;
    private Path jar;

    @BeforeEach
    void prepare() throws Exception {
        home = Files.createDirectory(folder.resolve("home"));
        jar = Files.writeString(folder.resolve("job.jar"), JAR);
        installed = InstalledFlink.in(folder, "");
        host = new ShellHost(home);
        Path upload = Files.createDirectories(folder.resolve("tmp/flink-web-upload"));
        flink.answer("/overview", "{'flink-version':'1.8.1','taskmanagers':2}")
                .answer(
                        "/jobmanager/config",
                        "[{'key':'web.tmpdir','value':'%s'}]".formatted(upload.getParent()))
                .answer("/taskmanagers", "{'taskmanagers':[]}")
                .answer("/jobs/overview", "{'jobs':[]}")
                .answer(RUN, "{'jobid':'as-flink-says'}");
    }

    @AfterEach
    void close() {
        flink.close();
    }

    private StandaloneCluster cluster() throws InterruptedException {
        ClusterLayout layout =
                new ClusterLayout(
                        installed.home().toString(), "127.0.0.1", flink.address().getPort(), 2);
        return StandaloneCluster.start(
                ClusterConnection.open(layout, host),
                jar,
                notes::add,
                file -> UploadProgress.IGNORED);
    }

    private long count(String request) {
        return flink.requests().stream().filter(request::equals).count();
    }

    /** The id that the tool has chosen: the name of the link to the job's scenario. */
    private String chosenId() {
        try (Stream<Path> links = Files.list(home.resolve(".flink-variance/jobs"))) {
            return links.findFirst().orElseThrow().getFileName().toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void knowsTheJobAs(String state) {
        flink.answer(
                "/jobs/overview",
                "{'jobs':[{'jid':'%s','name':'n','state':'%s'}]}".formatted(chosenId(), state));
    }

    @Test
    void hasTheSlotsThatItsTaskManagersRegisteredWith() throws Exception {
        flink.answer(
                        "/jobmanager/config",
                        "[{'key':'taskmanager.numberOfTaskSlots','value':'2'},"
                                + "{'key':'web.tmpdir','value':'/t'}]")
                .answer(
                        "/taskmanagers",
                        "{'taskmanagers':["
                                + "{'id':'a','path':'akka.tcp://flink@n2:6140/user/t','slotsNumber':4},"
                                + "{'id':'b','path':'akka.tcp://flink@n3:6140/user/t','slotsNumber':4}]}");

        assertThat(cluster().flinkConf())
                .containsExactly(entry("taskmanager.numberOfTaskSlots", "4"));
        assertThat(notes)
                .containsExactly(
                        "[far] configuration: the JobManager's says taskmanager.numberOfTaskSlots: 2,"
                                + " and TaskManagers registered with 4 on n2, 4 on n3, so they were"
                                + " started with another one. Try: cd ansible && ansible-playbook"
                                + " rolling.yml, or deploy-tool cluster restart");
    }

    @Test
    void submitsOverRestUnderAnIdOfItsOwn() throws Exception {
        String id = cluster().submit(SCENARIO);

        assertThat(id).isEqualTo("as-flink-says");
        assertThat(flink.bodies())
                .singleElement()
                .asString()
                .contains("\"entryClass\":\"io.flinkvariance.job.VarianceJob\"")
                .contains("\"--properties\",\"" + home + "/.flink-variance/scenarios/")
                .contains("\"jobId\":\"" + chosenId() + "\"");
    }

    @Test
    void doesNotSubmitAgainWhenOnlyTheAnswerWasLost() throws Exception {
        flink.when(
                "POST " + RUN,
                () -> {
                    knowsTheJobAs("RUNNING");
                    throw new IllegalStateException("the connection is cut");
                });

        String id = cluster().submit(SCENARIO);

        assertThat(id).isEqualTo(chosenId());
        assertThat(count("POST " + RUN)).isEqualTo(1);
    }

    @Test
    void submitsAgainWhenTheRequestWasLost() throws Exception {
        List<Integer> tries = new ArrayList<>();
        flink.when(
                "POST " + RUN,
                () -> {
                    tries.add(1);
                    if (tries.size() == 1) {
                        throw new IllegalStateException("the connection is cut");
                    }
                });

        assertThat(cluster().submit(SCENARIO)).isEqualTo("as-flink-says");
        assertThat(tries).hasSize(2);
    }

    @Test
    void endsTheJobWhenCtrlCComesWhileItIsSubmitted() throws Exception {
        Thread tool = Thread.currentThread();
        flink.when(
                "POST " + RUN,
                () -> {
                    knowsTheJobAs("RUNNING");
                    flink.answer("/jobs/" + chosenId(), "");
                    flink.when(
                            "PATCH /jobs/" + chosenId() + "?mode=cancel",
                            () -> knowsTheJobAs("CANCELED"));
                    tool.interrupt();
                    sleep(500);
                });
        StandaloneCluster cluster = cluster();

        assertThatThrownBy(() -> cluster.submit(SCENARIO)).isInstanceOf(InterruptedException.class);
        assertThat(count("PATCH /jobs/" + chosenId() + "?mode=cancel")).isEqualTo(1);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void sendsAgainAfterALostConnection() throws Exception {
        host.lossesToCome = 2;

        assertThat(cluster().submit(SCENARIO)).isEqualTo("as-flink-says");
        assertThat(host.uploads).containsExactly("job.jar");
    }

    @Test
    void submitsByFlinksOwnProgramWhereTheJobManagerTakesNoJars() throws Exception {
        String id = "0123456789abcdef0123456789abcdef";
        flink.answer(
                "/jobmanager/config",
                "[{'key':'web.tmpdir','value':'/'},{'key':'web.submit.enable','value':'false'}]");
        flinkProgram(
                "echo \"$@\" >%s; echo 'Job has been submitted with JobID %s'"
                        .formatted(folder.resolve("said"), id));

        assertThat(cluster().submit(SCENARIO)).isEqualTo(id);
        assertThat(folder.resolve("said"))
                .content()
                .matches(
                        "run -d \\S+/job\\.jar --properties \\S+/constant-straggler\\.properties\n");
        assertThat(count("POST " + RUN)).isZero();
    }

    @Test
    void goesOnFromASavepointOverRest() throws Exception {
        JobSavepoints savepoints = cluster().savepoints().orElseThrow();

        assertThat(savepoints.restore(SCENARIO, "file:/s/savepoint-1")).isEqualTo("as-flink-says");
        assertThat(flink.bodies())
                .singleElement()
                .asString()
                .contains("\"jobId\":\"" + chosenId() + "\"")
                .contains("\"savepointPath\":\"file:/s/savepoint-1\"");
    }

    @Test
    void goesOnFromASavepointByFlinksOwnProgramWhereTheJobManagerTakesNoJars() throws Exception {
        String id = "0123456789abcdef0123456789abcdef";
        flink.answer(
                "/jobmanager/config",
                "[{'key':'web.tmpdir','value':'/'},{'key':'web.submit.enable','value':'false'}]");
        flinkProgram(
                "echo \"$@\" >%s; echo 'Job has been submitted with JobID %s'"
                        .formatted(folder.resolve("said"), id));

        assertThat(cluster().savepoints().orElseThrow().restore(SCENARIO, "file:/s/savepoint-1"))
                .isEqualTo(id);
        assertThat(folder.resolve("said"))
                .content()
                .startsWith("run -d -s file:/s/savepoint-1 ")
                .contains("/job.jar --properties ");
    }

    @Test
    void leavesSavepointsInTheFolderThatTheJobManagerMadeForItself() throws Exception {
        JobSavepoints savepoints = cluster().savepoints().orElseThrow();

        savepoints.requireFolder();

        Path made = folder.resolve("tmp/savepoints");
        assertThat(savepoints.folder()).isEqualTo("file://" + made);
        assertThat(made).isEmptyDirectory();
    }

    @Test
    void saysBeforehandThatNoSavepointCouldBeWritten() throws Exception {
        Files.writeString(folder.resolve("tmp/savepoints"), "in the way");
        JobSavepoints savepoints = cluster().savepoints().orElseThrow();

        assertThatThrownBy(savepoints::requireFolder)
                .isInstanceOf(ClusterStateException.class)
                .hasMessageStartingWith(
                        "[far] trying the folder for a savepoint, %s: mkdir: "
                                .formatted(folder.resolve("tmp/savepoints")))
                .hasMessageEndingWith(
                        ". Try: df -h there, and who owns that folder; or leave out --rescale");
    }

    @Test
    void saysWhatFlinksOwnProgramSaid() throws Exception {
        flink.answer("/jobmanager/config", "[{'key':'web.submit.enable','value':'false'}]");
        flinkProgram("echo 'no such class' >&2; exit 1");
        StandaloneCluster cluster = cluster();

        assertThatThrownBy(() -> cluster.submit(SCENARIO))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        "[far] submitting by flink run: no such class. Try: deploy-tool cluster logs");
    }

    private void flinkProgram(String script) throws IOException {
        Path program = installed.home().resolve("bin/flink");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void tellsHowManyTaskManagersAreThereWhenSomeAreMissing() throws Exception {
        flink.answer("/overview", "{'taskmanagers':1}");

        assertThat(cluster().taskManagers()).isEqualTo(1);
        assertThat(notes)
                .containsExactly(
                        "[far] 1 of 2 TaskManagers are registered. To have them all: deploy-tool cluster start");
    }

    @Test
    void sparesRunningJobsWhenItIsToStop() throws Exception {
        flink.answer(
                "/jobs/overview",
                "{'jobs':[{'jid':'a','name':'mine','state':'RUNNING'},{'jid':'b','name':'old','state':'FINISHED'}]}");
        ClusterConnection connection = cluster().connection();

        assertThatThrownBy(() -> connection.stop(false))
                .isInstanceOf(ClusterStateException.class)
                .hasMessage(
                        "[far] stopping: jobs run and would end: mine. Try: deploy-tool cancel, or --force");
    }

    @Test
    void doesNotStopAJobManagerThatCannotSayWhetherJobsRun() throws Exception {
        Path calls = folder.resolve("calls");
        installed.stops("echo call >>" + calls);
        ClusterConnection connection = cluster().connection();
        flink.close();
        // Its arguments are all that it has in common with one.
        Process jobManager =
                new ProcessBuilder("sh", "-c", "read end", "StandaloneSessionClusterEntrypoint")
                        .start();
        try {
            assertThatThrownBy(() -> connection.stop(false))
                    .isInstanceOf(ClusterStateException.class)
                    .hasMessage(
                            "[far] stopping: a JobManager runs and does not answer, so nobody knows"
                                    + " whether jobs run. Try: again, deploy-tool cluster logs, or"
                                    + " --force");
        } finally {
            jobManager.destroyForcibly().waitFor();
        }
        assertThat(calls).doesNotExist();
    }

    @Test
    void namesTheHostsWhoseTaskManagersAreMissing() throws Exception {
        flink.answer(
                "/taskmanagers",
                "{'taskmanagers':[{'id':'a','path':'akka.tcp://flink@n3:6140/user/taskmanager_0'}]}");

        assertThat(cluster().connection().missingTaskManagers()).containsExactly("n2");
    }

    @Test
    void startsTheTaskManagersThatAreMissingAndNoOthers() throws Exception {
        flink.answer("/overview", "{'taskmanagers':0}");
        Files.writeString(installed.home().resolve("conf/slaves"), "localhost\n127.0.0.1\n");
        Path started = folder.resolve("started");
        installed.startsTaskManagers("echo \"$@\" >>" + started);
        ClusterConnection connection = cluster().connection();
        flink.answer(
                "/taskmanagers",
                "{'taskmanagers':[{'id':'a','path':'akka.tcp://flink@localhost:6140/user/taskmanager_0'}]}");
        flink.when("GET /taskmanagers", () -> flink.answer("/overview", "{'taskmanagers':2}"));

        connection.start(notes::add, Duration.ZERO);

        assertThat(notes).last().isEqualTo("[far] starting TaskManagers on 127.0.0.1");
        assertThat(started).hasContent("start");
    }

    @Test
    void stopsUntilTheScriptFindsNoProcessMore() throws Exception {
        Path calls = folder.resolve("calls");
        String nothing = "No standalonesession daemon to stop on host far.";
        installed.stops(
                """
                echo call >>%1$s
                case $(wc -l <%1$s) in
                1) echo 'No standalonesession daemon (pid: 7) is running anymore on far.' ;;
                2) echo 'Stopping standalonesession daemon (pid: 6) on host far.' ;;
                *) echo '%2$s' ;;
                esac
                """
                        .formatted(calls, nothing));

        new FlinkHome(host, installed.home().toString()).stopCluster();

        assertThat(calls).hasContent("call\ncall\ncall");
    }

    @Test
    void saysWhereItAskedAClusterThatDoesNotAnswer() throws Exception {
        ClusterConnection connection = cluster().connection();
        flink.close();

        assertThatThrownBy(connection::requireUp)
                .isInstanceOf(ClusterStateException.class)
                .hasMessage(
                        "[far] asking the JobManager at 127.0.0.1:%d: no answer. Try: deploy-tool cluster start",
                        flink.address().getPort());
    }
}

package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.scenario.InvalidScenarioException;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How a job comes to it. */
class StandaloneClusterTest extends StandaloneClusterCase {
    private static final Scenario SCENARIO = Scenarios.of("constant-straggler");

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

    private Scenario withALogin() throws IOException {
        Path config = Files.writeString(folder.resolve("client.properties"), "sasl.jaas.config=x");
        return Scenarios.of(
                "kafka-straggler",
                Map.of(
                        "source.bootstrapServers",
                        "kafka1:9092",
                        "source.kafkaConfig",
                        config.toString()));
    }

    /** The one argument that is a path, and what it is the path of. */
    private Path configOfTheSubmittedScenario() {
        try (Stream<Path> files = Files.walk(home.resolve(".flink-variance/scenarios"))) {
            Path scenario = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            return Path.of(ScenarioReader.read(scenario).sourceKafkaConfig().orElseThrow());
        } catch (IOException | InvalidScenarioException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void lendsTheJobManagerAFileWithALoginThatNobodyElseCanRead() throws Exception {
        List<String> seen = new ArrayList<>();
        flink.when(
                "POST " + RUN,
                () -> {
                    Path lent = configOfTheSubmittedScenario();
                    try {
                        seen.add(Files.readString(lent));
                        seen.add(
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(lent.getParent())));
                        seen.add(
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(lent)));
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                });

        assertThat(cluster().submit(withALogin())).isEqualTo("as-flink-says");

        assertThat(seen).containsExactly("sasl.jaas.config=x", "rwx------", "rw-------");
        assertThat(configOfTheSubmittedScenario().startsWith(home)).isTrue();
        assertThat(home.resolve(".flink-variance/lent")).isEmptyDirectory();
        assertThat(flink.bodies()).noneMatch(body -> body.contains("client.properties"));
    }

    @Test
    void takesTheFileBackWhenTheSubmissionFails() throws Exception {
        flink.answer(RUN, 500, "{'errors':['no']}");

        StandaloneCluster cluster = cluster();
        assertThatThrownBy(() -> cluster.submit(withALogin())).isInstanceOf(DeployException.class);
        assertThat(home.resolve(".flink-variance/lent")).isEmptyDirectory();
    }

    @Test
    void removesWhatAKilledToolHasLentAndNothingElse() throws Exception {
        Path old = Files.createDirectories(home.resolve(".flink-variance/lent/for-killed"));
        Files.writeString(old.resolve("client.properties"), "secret");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path young = Files.createDirectories(home.resolve(".flink-variance/lent/for-another"));

        cluster().submit(withALogin());

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void goesOnFromASavepointOverRest() throws Exception {
        JobSavepoints savepoints = cluster().prepareSavepoints();

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
                "[{'key':'web.tmpdir','value':'%s'},{'key':'web.submit.enable','value':'false'}]"
                        .formatted(folder.resolve("tmp")));
        flinkProgram(
                "echo \"$@\" >%s; echo 'Job has been submitted with JobID %s'"
                        .formatted(folder.resolve("said"), id));

        assertThat(cluster().prepareSavepoints().restore(SCENARIO, "file:/s/savepoint-1"))
                .isEqualTo(id);
        assertThat(folder.resolve("said"))
                .content()
                .startsWith("run -d -s file:/s/savepoint-1 ")
                .contains("/job.jar --properties ");
    }

    @Test
    void leavesSavepointsInTheFolderThatTheJobManagerMadeForUploadedJars() throws Exception {
        JobSavepoints savepoints = cluster().prepareSavepoints();

        Path made = folder.resolve("tmp/flink-web-upload/savepoints");
        assertThat(savepoints.folder()).isEqualTo("file://" + made);
        assertThat(made).isEmptyDirectory();
    }

    @Test
    void saysBeforehandThatNoSavepointCouldBeWritten() throws Exception {
        Files.writeString(folder.resolve("tmp/flink-web-upload/savepoints"), "in the way");
        StandaloneCluster cluster = cluster();

        assertThatThrownBy(cluster::prepareSavepoints)
                .isInstanceOf(ClusterStateException.class)
                .hasMessageStartingWith(
                        "[far] trying the folder for a savepoint, %s: mkdir: "
                                .formatted(folder.resolve("tmp/flink-web-upload/savepoints")))
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
}

package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.host.UploadProgress;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobStoreTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String CONTENT = "a jar";
    private static final String SHA_256 = JobStore.sha256(CONTENT.getBytes(StandardCharsets.UTF_8));

    @TempDir private Path folder;

    private Path home;
    private Path jar;
    private Path jarFolder;
    private ShellHost host;
    private Scenario scenario;

    @BeforeEach
    void makeAHome() throws Exception {
        home = Files.createDirectory(folder.resolve("a home"));
        jar = Files.writeString(folder.resolve("job-1.0.jar"), CONTENT);
        jarFolder = Files.createDirectory(folder.resolve("flink-web-upload"));
        host = new ShellHost(home);
        scenario =
                ScenarioReader.parse(
                        "little",
                        "test",
                        """
                        mode=MINIMAL_VARIANCE
                        stream.interval=2
                        stream.numEventsInInterval=2
                        stream.parallelism=4
                        nums.min=5
                        nums.range=5
                        """);
    }

    private PushedJob push() throws InterruptedException {
        return push(Optional.of(jarFolder.toString()));
    }

    private PushedJob push(Optional<String> folderOfJars) throws InterruptedException {
        return new JobStore(host)
                .push(
                        jar,
                        scenario,
                        Optional.of(JOB),
                        folderOfJars,
                        file -> UploadProgress.IGNORED);
    }

    @Test
    void sendsWhatIsMissingAndNothingTwice() throws Exception {
        PushedJob first = push();
        PushedJob second = push();

        assertThat(first.sent()).isEqualTo(new PushedJob.Sent(true, true));
        assertThat(second.sent()).isEqualTo(new PushedJob.Sent(false, false));
        assertThat(host.uploads).containsExactly("job-1.0.jar");
        assertThat(Path.of(first.jar())).hasContent(CONTENT);
        assertThat(Path.of(first.scenario()))
                .hasFileName("little.properties")
                .hasContent(scenario.toPropertiesText());
    }

    @Test
    void listsTheJarInTheFolderOfTheJobManager() throws Exception {
        assertThat(push().jarId()).contains(SHA_256 + "_flink-variance.jar");
        assertThat(jarFolder.resolve(SHA_256 + "_flink-variance.jar")).hasContent(CONTENT);
    }

    @Test
    void listsItAgainWhenTheJobManagerHasTakenItsFolderAway() throws Exception {
        push();
        Files.delete(jarFolder.resolve(SHA_256 + "_flink-variance.jar"));

        assertThat(push().jarId()).contains(SHA_256 + "_flink-variance.jar");
        assertThat(host.uploads).hasSize(1);
    }

    @Test
    void listsNothingWhereTheJobManagerTakesNoJars() throws Exception {
        assertThat(push(Optional.empty()).jarId()).isEmpty();
        assertThat(push(Optional.of(folder.resolve("nowhere").toString())).jarId()).isEmpty();
    }

    @Test
    void sendsAgainWhatWasDamagedThere() throws Exception {
        Files.writeString(Path.of(push().jar()), "something else");

        PushedJob again = push();

        assertThat(again.sent().jar()).isTrue();
        assertThat(Path.of(again.jar())).hasContent(CONTENT);
    }

    @Test
    void refusesWhatWasDamagedOnTheWay() {
        host.damagesUploads = true;

        assertThatThrownBy(this::push)
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        "[far] checking what was sent: the SHA-256 of the jar is another. Try: again");
        assertThat(jarFolder).isEmptyDirectory();
    }

    @Test
    void saysWhyTheStoreCannotBeMade() throws Exception {
        Files.writeString(home.resolve(".flink-variance"), "a file");

        assertThatThrownBy(this::push)
                .isInstanceOf(OperationFailedException.class)
                .hasMessageMatching(
                        "\\[far] preparing ~/\\.flink-variance: mkdir: .*(Not a directory|File exists)\\."
                                + " Try: df -h, and who owns that folder");
    }

    @Test
    void forgetsWhatWasNotUsedForAMonth() throws Exception {
        Path old = Files.createDirectories(home.resolve(".flink-variance/jars/old"));
        Path recent = Files.createDirectories(home.resolve(".flink-variance/jars/recent"));
        age(Files.writeString(old.resolve("job.jar"), "old"), 32);
        age(Files.writeString(recent.resolve("job.jar"), "recent"), 20);
        age(Files.writeString(jarFolder.resolve("old_flink-variance.jar"), "old"), 32);
        age(Files.writeString(jarFolder.resolve("of-others.jar"), "old"), 32);

        push();

        assertThat(old).doesNotExist();
        assertThat(recent).exists();
        assertThat(jarFolder.resolve("old_flink-variance.jar")).doesNotExist();
        assertThat(jarFolder.resolve("of-others.jar")).exists();
    }

    private static void age(Path file, int days) throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
    }

    @Test
    void knowsTheScenarioOfAJobAndWhichJobsThereWere() throws Exception {
        push();

        JobStore store = new JobStore(host);
        assertThat(store.scenarioOf(JOB))
                .contains(new JobStore.StoredScenario("little", scenario.toPropertiesText()));
        assertThat(store.scenarioOf("f".repeat(32))).isEmpty();
        assertThat(store.jobIds()).isEqualTo(java.util.Set.copyOf(List.of(JOB)));
    }
}

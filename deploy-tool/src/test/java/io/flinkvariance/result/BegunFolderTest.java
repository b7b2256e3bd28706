package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BegunFolderTest {
    private static final Instant BEGUN = Instant.parse("2026-01-05T12:00:00.900Z");

    @TempDir private Path parent;

    @Test
    void givesExperimentsThatBeginInOneSecondAFolderEach() throws Exception {
        ExecutorService together = Executors.newFixedThreadPool(3);
        try {
            Callable<Path> beginning =
                    () -> RunFolder.createForExperiment(parent, BEGUN, "smackdown");
            List<String> names = new ArrayList<>();
            for (Future<Path> made :
                    together.invokeAll(Stream.generate(() -> beginning).limit(3).toList())) {
                assertThat(made.get()).isDirectory().hasParent(parent.resolve("results"));
                names.add(made.get().getFileName().toString());
            }

            assertThat(names)
                    .containsExactlyInAnyOrder(
                            "20260105T120000Z-smackdown",
                            "20260105T120000Z-smackdown-2",
                            "20260105T120000Z-smackdown-3");
        } finally {
            together.shutdown();
        }
    }

    @Test
    void givesEachKindItsOwnFirst() throws Exception {
        RunFolder.createForExperiment(parent, BEGUN, "smackdown");

        assertThat(RunFolder.createForExperiment(parent, BEGUN, "remedies"))
                .hasFileName("20260105T120000Z-remedies");
    }

    @Test
    void saysWhereNoneCanBeMade() throws Exception {
        Files.createFile(parent.resolve("results"));

        assertThatThrownBy(() -> RunFolder.createForExperiment(parent, BEGUN, "smackdown"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "cannot write results to %s: "
                                .formatted(parent.resolve("results/20260105T120000Z-smackdown")));
    }

    @Test
    void leavesNoFolderInWhichNothingWasKept() throws Exception {
        Path empty = RunFolder.createForExperiment(parent, BEGUN, "smackdown");
        Path used = RunFolder.createForExperiment(parent, BEGUN, "smackdown");
        Files.createFile(used.resolve("smackdown.json"));

        BegunFolder.deleteIfEmpty(empty);
        BegunFolder.deleteIfEmpty(empty);
        BegunFolder.deleteIfEmpty(used);

        assertThat(empty).doesNotExist();
        assertThat(used.resolve("smackdown.json")).exists();
    }
}

package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.ClusterStateException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir private Path folder;

    @Test
    void letsOneMeasureARunAtATime() {
        RunFolder run = RunFolder.at(folder);
        RunLock first = RunLock.take(run);

        assertThatThrownBy(() -> RunLock.take(run))
                .isInstanceOf(ClusterStateException.class)
                .hasMessage(
                        "%s: another deploy-tool measures this run. Try: wait for its end", folder);

        first.close();
        assertThat(folder).isEmptyDirectory();
        RunLock.take(run).close();
    }

    @Test
    void isNotStoppedByTheFileOfAToolThatWasKilled() throws Exception {
        Files.createFile(folder.resolve(RunLock.FILE));

        RunLock.take(RunFolder.at(folder)).close();

        assertThat(folder).isEmptyDirectory();
    }
}

package io.flinkvariance.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ScenarioFilesTest {
    @TempDir private Path folder;

    private void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> KitHome.locate().scenario(file.toString(), Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessage("%s: cannot be read: %s", file, why);
    }

    /** Nobody writes into it, so reading it would have no end. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void doesNotWaitForAPipe() throws Exception {
        Path pipe = folder.resolve("a.properties");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertRefused(pipe, "it is a pipe, a socket or a device");
        assertRefused(Path.of("/dev/null"), "it is a pipe, a socket or a device");
        assertRefused(folder, "it is a folder");
    }
}

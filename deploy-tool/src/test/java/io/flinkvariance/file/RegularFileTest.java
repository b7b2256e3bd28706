package io.flinkvariance.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipe is waited for where no interrupt is felt, hence a thread of its own. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegularFileTest {
    @TempDir private Path folder;

    private static String text(Path file) throws IOException {
        return RegularFile.text(file, StandardCharsets.UTF_8);
    }

    @Test
    void readsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "müde\n");

        assertThat(text(file)).isEqualTo("müde\n");
        assertThat(text(Files.createSymbolicLink(folder.resolve("link"), file)))
                .isEqualTo("müde\n");
        assertThat(RegularFile.otherKind(file)).isEmpty();
        assertThat(RegularFile.otherKind(folder.resolve("none"))).isEmpty();
    }

    @Test
    void waitsForNoPipeAndReadsNoDevice() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        for (Path path : new Path[] {pipe, Path.of("/dev/zero")}) {
            assertThatThrownBy(() -> text(path))
                    .isInstanceOf(IOException.class)
                    .hasMessage("it is a pipe, a socket or a device");
        }
        assertThatThrownBy(() -> text(folder)).hasMessage("it is a folder");
    }

    @Test
    void readsNoFileThatIsLargerThanMemory() throws Exception {
        Path file = folder.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(5L << 40);
        }

        assertThatThrownBy(() -> text(file))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(
                        "it has 5242880 MB, and this program's memory holds one of [0-9]+ MB");
    }

    @Test
    void leavesItToTheSystemToSayThatThereIsNone() {
        assertThatThrownBy(() -> text(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }
}

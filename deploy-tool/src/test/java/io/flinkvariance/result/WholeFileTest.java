package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir private Path folder;

    @Test
    void takesThePlaceOfWhatWasThere() throws Exception {
        Path file = Files.writeString(folder.resolve("run.json"), "before");

        WholeFile.write(file, "after");

        assertThat(file).hasContent("after");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void leavesNothingOfATextThatCannotBeGivenItsName() throws Exception {
        Path inTheWay = Files.createDirectories(folder.resolve("run.json/full"));

        assertThatThrownBy(() -> WholeFile.write(inTheWay.getParent(), "text"))
                .isInstanceOf(IOException.class);

        assertThat(folder).isDirectoryNotContaining("glob:**.part");
        assertThat(inTheWay).isDirectory();
    }
}

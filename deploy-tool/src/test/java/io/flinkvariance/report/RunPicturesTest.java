package io.flinkvariance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.result.Results;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPicturesTest {
    @TempDir private Path folder;

    @Test
    void areThoseOfThePageAndLieBesideIt() throws Exception {
        assertThat(RunPictures.write(StoredRunOf.lagAndLatency(folder)))
                .containsExactly(
                        folder.resolve("throughput.svg"),
                        folder.resolve("in-flight.svg"),
                        folder.resolve("lag.svg"));

        assertThat(folder.resolve("throughput.svg"))
                .content()
                .contains(
                        "<title>constant-straggler on embedded: throughput</title>",
                        ">processed</text>",
                        ">forecast</text>");
        assertThat(folder.resolve("in-flight.svg")).content().contains(">to subtask 3</text>");
        assertThat(folder.resolve("lag.svg"))
                .content()
                .contains(">unprocessed</text>", ">committed lag</text>");
    }

    @Test
    void areNoneOfWhatWasNotSampled() throws Exception {
        assertThat(RunPictures.write(StoredRunOf.lines(folder, Results.constantStraggler(), "")))
                .isEmpty();
    }
}

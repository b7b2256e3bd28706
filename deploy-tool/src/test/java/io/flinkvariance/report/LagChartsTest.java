package io.flinkvariance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.flinkvariance.measure.LagCsv;
import io.flinkvariance.result.Results;
import io.flinkvariance.result.RunFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LagChartsTest {
    private static final String HEADER =
            "second,processed,emitted,processed_0,end_offset,lag,unprocessed,committed_lag\n";

    @TempDir private Path folder;

    private String page(String samples) throws Exception {
        return ReportPage.of(
                StoredRunOf.lines(
                        folder,
                        Results.of("kafka-straggler", Map.of(), null, List.of(), null),
                        samples));
    }

    @Test
    void showHowFarARunIsBehindItsTopicAndLeaveAGapWhereNobodyKnows() throws Exception {
        String page =
                page(
                        HEADER
                                + "0,0,0,0,0,0,0,\n"
                                + "1,10,20,10,100,80,90,70\n"
                                + "2,20,40,20,,,,\n");

        assertThat(page)
                .contains("<h2>Lag</h2>", "data-chart=\"lag\" aria-label=\"Lag over time\"")
                .contains("Each point is one second.");
        assertThat(LagCharts.of(LagCsv.read(folder.resolve(RunFolder.SAMPLES))).series())
                .extracting(Chart.Series::name, Chart.Series::values)
                .containsExactly(
                        tuple("lag", Arrays.asList(0.0, 80.0, null)),
                        tuple("unprocessed", Arrays.asList(0.0, 90.0, null)),
                        tuple("committed lag", Arrays.asList(null, 70.0, null)));
    }

    @Test
    void areNotThereForARunThatReadsNoTopic() throws Exception {
        assertThat(page("second,processed,emitted,processed_0\n0,0,0,0\n1,1,1,1\n"))
                .doesNotContain("<h2>Lag</h2>")
                .doesNotContain("data-chart=\"lag\"");
    }

    @Test
    void areThinnedOutForALongRun() throws Exception {
        StringBuilder samples = new StringBuilder(HEADER);
        for (int second = 0; second < 1000; second++) {
            samples.append(second).append(",0,0,0,0,0,0,0\n");
        }

        assertThat(page(samples.toString())).contains("One second of 2.");
    }
}

package io.flinkvariance.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkvariance.measure.Traces;
import io.flinkvariance.result.Results;
import io.flinkvariance.result.StoredRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether the pages can be used by everybody, as far as a program can tell; skipped where there is
 * no Chromium.
 */
class AccessibilityIT {
    @TempDir private Path folder;
    private Axe axe;

    @BeforeEach
    void findChromium() {
        axe = new Axe(Chromium.orSkip(folder));
    }

    @Test
    void nothingIsViolatedByThePageOfARun() throws Exception {
        axe.assertThatNothingIsViolatedBy(
                ReportPage.of(StoredRunOf.lagAndLatency(folder.resolve("run"))));
    }

    @Test
    void nothingIsViolatedByThePageOfAComparison() throws Exception {
        StoredRun one =
                StoredRunOf.trace(
                        folder.resolve("one"), Results.constantStraggler(), Traces.SMALL_CONSTANT);
        StoredRun faster =
                StoredRunOf.trace(
                        folder.resolve("faster"),
                        Results.measured(
                                "constant-straggler",
                                Map.of("stream.partitioner", "least-backlog"),
                                440.0,
                                3),
                        Traces.SMALL_CONSTANT);

        axe.assertThatNothingIsViolatedBy(ComparePage.of(List.of(one, one, faster)));
    }

    @Test
    void whatIsPaleOrOutsideOfALandmarkIsFound() throws Exception {
        String page = ReportPage.of(StoredRunOf.lagAndLatency(folder.resolve("run")));

        JsonNode found =
                axe.findings(
                        page.replace(
                                "<footer>",
                                "<p style=\"color: #ccc; background: #fff\">pale</p><footer>"),
                        Axe.View.WIDE_AND_LIGHT);

        assertThat(found.path("violations"))
                .extracting(JsonNode::asText)
                .anyMatch(violation -> violation.startsWith("color-contrast: "))
                .anyMatch(violation -> violation.startsWith("region: "));
    }
}

package io.flinkvariance.remedies;

import io.flinkvariance.report.Axe;
import io.flinkvariance.report.Chromium;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same of a page of remedies, which has no script; skipped where there is no Chromium. */
class RemediesAccessibilityIT {
    @TempDir private Path folder;

    @Test
    void nothingIsViolatedByThePageOfRemedies() throws Exception {
        new Axe(Chromium.orSkip(folder))
                .assertThatNothingIsViolatedBy(RemediesPage.of(RemediesPageTest.measured()));
    }
}

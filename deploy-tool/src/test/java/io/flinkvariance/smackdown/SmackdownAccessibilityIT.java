package io.flinkvariance.smackdown;

import io.flinkvariance.kit.KitHome;
import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.report.Axe;
import io.flinkvariance.report.Chromium;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same of a smackdown's page, which has no script; skipped where there is no Chromium. */
class SmackdownAccessibilityIT {
    @TempDir private Path folder;

    @Test
    void nothingIsViolatedByThePageOfASmackdown() throws Exception {
        new Axe(Chromium.orSkip(folder))
                .assertThatNothingIsViolatedBy(
                        SmackdownPage.of(
                                SmackdownPageTest.measured(),
                                new PublishedFigures(KitHome.locate())));
    }
}

package io.flinkvariance.cluster;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.job.VarianceJob;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar of the job, which the tool carries with it. */
public final class JobJar {
    private JobJar() {}

    /** Where it is: it is on the tool's own class path. */
    public static Path locate() {
        Path place;
        try {
            place =
                    Path.of(
                            VarianceJob.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (!Files.isRegularFile(place)) {
            throw new UsageException(
                    "the job is not in a jar but in %s. Try: run bin/deploy-tool of the kit"
                            .formatted(place));
        }
        return place;
    }
}

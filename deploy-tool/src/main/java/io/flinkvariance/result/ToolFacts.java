package io.flinkvariance.result;

import io.flinkvariance.kit.KitVersion;

/**
 * The tool that made a run.
 *
 * @param commit that it was built from; null where it is not known
 * @param machine system and processors that it ran on
 */
public record ToolFacts(String version, String commit, String machine) {
    /** Of this process. */
    static ToolFacts ofProcess() {
        return new ToolFacts(
                KitVersion.current(),
                KitVersion.commit().orElse(null),
                "%s %s, %d processors"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"),
                                Runtime.getRuntime().availableProcessors()));
    }
}

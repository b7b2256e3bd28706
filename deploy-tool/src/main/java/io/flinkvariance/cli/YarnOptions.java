package io.flinkvariance.cli;

import io.flinkvariance.hadoop.YarnProperties;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** Which Hadoop cluster a command means. */
final class YarnOptions {
    static final String YARN = "yarn";

    private YarnOptions() {}

    static Option option() {
        return OptionValues.single(
                YARN, "file", "how Hadoop's master is reached (default conf/yarn.properties)");
    }

    static YarnProperties properties(CommandLine line, Surroundings surroundings) {
        return YarnProperties.read(
                line.hasOption(YARN)
                        ? Path.of(line.getOptionValue(YARN))
                        : surroundings.kit().get().yarnProperties());
    }
}

package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.flink.FlinkVersion;
import io.flinkvariance.kit.KitVersion;
import org.apache.commons.cli.CommandLine;

/** {@code version}. */
final class VersionCommand extends Command {
    private final Console console;

    VersionCommand(Surroundings surroundings) {
        super("version", "print the versions of the tool, its Flink and this Java");
        this.console = surroundings.console();
    }

    @Override
    ExitCode run(CommandLine line) {
        console.out()
                .printf(
                        "%s %s%s, Flink %s, Java %s%n",
                        Cli.TOOL,
                        KitVersion.current(),
                        KitVersion.commit().map(" (commit %s)"::formatted).orElse(""),
                        FlinkVersion.OF_KIT.number(),
                        Runtime.version());
        return ExitCode.DONE;
    }
}

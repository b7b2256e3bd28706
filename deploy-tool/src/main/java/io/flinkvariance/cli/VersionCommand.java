package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.kit.KitVersion;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.flink.runtime.util.EnvironmentInformation;

/** {@code version}. */
final class VersionCommand implements Command {
    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public String name() {
        return "version";
    }

    @Override
    public String summary() {
        return "print the versions of the tool, its Flink and this Java";
    }

    @Override
    public List<String> arguments() {
        return List.of();
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public ExitCode run(CommandLine line) {
        console.out()
                .printf(
                        "%s %s, Flink %s, Java %s%n",
                        Cli.TOOL,
                        KitVersion.current(),
                        EnvironmentInformation.getVersion(),
                        Runtime.version());
        return ExitCode.DONE;
    }
}

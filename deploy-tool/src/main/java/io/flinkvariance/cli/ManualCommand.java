package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import java.util.Map;
import org.apache.commons.cli.CommandLine;

/** {@code manual}: the man page, to be read by {@code man}. */
final class ManualCommand extends Command {
    private final Console console;
    private final Map<String, Command> commands;

    ManualCommand(Console console, Map<String, Command> commands) {
        super("manual", "print the man page; to read it: deploy-tool manual | man -l -");
        this.console = console;
        this.commands = commands;
    }

    @Override
    ExitCode run(CommandLine line) {
        console.out().print(ManualPage.of(commands.values()));
        return ExitCode.DONE;
    }
}

package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import java.util.Map;
import org.apache.commons.cli.CommandLine;

/** {@code completion bash|zsh}: what a shell reads to complete command lines of this tool. */
final class CompletionCommand extends Command {
    private static final String BASH = "bash";
    private static final String ZSH = "zsh";

    private final Console console;
    private final Map<String, Command> commands;

    CompletionCommand(Console console, Map<String, Command> commands) {
        super(
                "completion",
                "print what a shell needs to complete this tool's commands",
                "bash|zsh");
        this.console = console;
        this.commands = commands;
    }

    @Override
    ExitCode run(CommandLine line) {
        String shell = line.getArgList().get(0);
        String script =
                switch (shell) {
                    case BASH -> BashCompletion.of(commands.values());
                    case ZSH -> ZshCompletion.of(commands.values());
                    default -> throw OptionValues.notOneOf(name(), shell, BASH + " or " + ZSH);
                };
        console.out().print(script);
        return ExitCode.DONE;
    }
}

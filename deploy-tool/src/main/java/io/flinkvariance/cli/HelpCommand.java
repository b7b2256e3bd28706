package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.help.HelpFormatter;
import org.apache.commons.cli.help.TextHelpAppendable;

/** {@code help [command]}. */
final class HelpCommand extends Command {
    private final Console console;
    private final Map<String, Command> commands;

    HelpCommand(Console console, Map<String, Command> commands) {
        super(Cli.HELP, "say what a command does", "command");
        this.console = console;
        this.commands = commands;
    }

    @Override
    boolean needsArguments() {
        return false;
    }

    @Override
    ExitCode run(CommandLine line) {
        console.out()
                .print(
                        line.getArgList().isEmpty()
                                ? overview(commands)
                                : of(Cli.command(commands, line.getArgList().get(0))));
        return ExitCode.DONE;
    }

    /** All commands. */
    static String overview(Map<String, Command> commands) {
        StringBuilder text = new StringBuilder("usage: " + Cli.TOOL + " <command> [options]\n\n");
        commands.values()
                .forEach(
                        command ->
                                text.append(
                                        "  %-11s %s%n"
                                                .formatted(command.name(), command.summary())));
        return text.append("\n" + Cli.TOOL + " <command> --help says more.\n").toString();
    }

    /** One command. */
    static String of(Command command) {
        StringBuilder text = new StringBuilder();
        StringBuilder synopsis = new StringBuilder(Cli.TOOL + " " + command.name());
        String argumentForm = command.needsArguments() ? " <%s>" : " [%s]";
        command.arguments().forEach(name -> synopsis.append(argumentForm.formatted(name)));
        try {
            HelpFormatter.builder()
                    .setHelpAppendable(new TextHelpAppendable(text))
                    .setShowSince(false)
                    .get()
                    .printHelp(
                            synopsis.append(" [options]").toString(),
                            command.summary(),
                            Cli.optionsOf(command),
                            "",
                            false);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}

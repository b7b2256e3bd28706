package io.flinkvariance.cli;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.scenario.NearestName;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.cli.AmbiguousOptionException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** Finds the command that is meant, runs it, and turns what happens into an exit code. */
final class Cli {
    static final String TOOL = "deploy-tool";
    static final String STACKTRACE = "stacktrace";
    static final String HELP = "help";

    /** The options that every command has. */
    static final Set<String> EVERY_COMMAND = Set.of(HELP, STACKTRACE);

    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final Console console;

    Cli(Console console, List<Command> commands) {
        this.console = console;
        commands.forEach(command -> this.commands.put(command.name(), command));
        for (Command about :
                List.of(
                        new CompletionCommand(console, this.commands),
                        new ManualCommand(console, this.commands),
                        new HelpCommand(console, this.commands))) {
            this.commands.put(about.name(), about);
        }
    }

    /** Never throws: what goes wrong is told on standard error. */
    ExitCode run(String... arguments) {
        boolean stacktrace = Arrays.asList(arguments).contains("--" + STACKTRACE);
        try {
            return dispatch(arguments);
        } catch (DeployException failed) {
            return told(failed, new OwnCommands(Optional.empty()), stacktrace);
        } catch (InterruptedException ctrlC) {
            console.err().println("interrupted");
            return ExitCode.INTERRUPTED;
        } catch (InvalidPathException impossible) {
            console.err().println(impossible.getInput() + ": not a path on this system");
            return ExitCode.USAGE;
        } catch (RuntimeException | LinkageError | VirtualMachineError defect) {
            console.err().println("unexpected: " + defect + ". Try: --stacktrace, and report it");
            if (stacktrace) {
                defect.printStackTrace(console.err());
            }
            return ExitCode.FAILED;
        }
    }

    private ExitCode dispatch(String... arguments) throws InterruptedException {
        if (arguments.length == 0) {
            console.err().print(HelpCommand.overview(commands));
            return ExitCode.USAGE;
        }
        String name =
                switch (arguments[0]) {
                    case "-h", "--help" -> HELP;
                    case "-V", "--version" -> "version";
                    default -> arguments[0];
                };
        Command command = command(commands, name);
        List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
        if (rest.contains("--" + HELP) || rest.contains("-h")) {
            console.out().print(HelpCommand.of(command));
            return ExitCode.DONE;
        }
        return run(command, parse(command, rest));
    }

    private ExitCode run(Command command, CommandLine line) throws InterruptedException {
        try {
            return command.run(line);
        } catch (DeployException failed) {
            return told(failed, OwnCommands.after(line), line.hasOption(STACKTRACE));
        }
    }

    private ExitCode told(DeployException failed, OwnCommands remedies, boolean stacktrace) {
        console.err().println(remedies.in(failed.getMessage()));
        if (stacktrace) {
            failed.printStackTrace(console.err());
        }
        return failed.exitCode();
    }

    /** The command of that name. */
    static Command command(Map<String, Command> commands, String name) {
        Command command = commands.get(name);
        if (command == null) {
            String remedy =
                    NearestName.of(name, commands.keySet())
                            .map(nearest -> "did you mean " + nearest + "?")
                            .orElse("Try: " + TOOL + " help");
            throw new UsageException("unknown command " + name + "; " + remedy);
        }
        return command;
    }

    /** A command's own options and those that every command has. */
    static Options optionsOf(Command command) {
        Options options = new Options();
        command.options().getOptions().forEach(options::addOption);
        options.addOption(
                Option.builder("h").longOpt(HELP).desc("say what the command does").get());
        options.addOption(
                Option.builder().longOpt(STACKTRACE).desc("say where an error arose").get());
        return options;
    }

    private static CommandLine parse(Command command, List<String> arguments) {
        String help = " Try: " + TOOL + " help " + command.name();
        Options options = optionsOf(command);
        CommandLine line;
        try {
            line =
                    DefaultParser.builder()
                            .setAllowPartialMatching(false)
                            .get()
                            .parse(options, arguments.toArray(String[]::new));
        } catch (ParseException wrong) {
            throw new UsageException(command.name() + ": " + reason(wrong, options) + help, wrong);
        }
        refuseRepeated(command, line, help);
        List<String> given = line.getArgList();
        List<String> taken = command.arguments();
        if (given.size() > command.mostArguments()) {
            throw new UsageException(
                    command.name()
                            + ": unexpected argument "
                            + given.get(command.mostArguments())
                            + "."
                            + help);
        }
        if (given.size() < taken.size() && command.needsArguments()) {
            throw new UsageException(
                    command.name() + ": <" + taken.get(given.size()) + "> is missing." + help);
        }
        return line;
    }

    private static String reason(ParseException wrong, Options options) {
        if (wrong instanceof UnrecognizedOptionException unknown
                && !(wrong instanceof AmbiguousOptionException)) {
            List<String> known = new ArrayList<>();
            options.getOptions().forEach(option -> known.add("--" + option.getLongOpt()));
            return "unknown option "
                    + unknown.getOption()
                    + NearestName.of(unknown.getOption(), known)
                            .map(nearest -> "; did you mean " + nearest + "?")
                            .orElse(".");
        }
        if (wrong instanceof MissingArgumentException missing) {
            return "--" + missing.getOption().getLongOpt() + " needs a value.";
        }
        return wrong.getMessage() + ".";
    }

    /** The library keeps the first of several values in silence. */
    private static void refuseRepeated(Command command, CommandLine line, String help) {
        Set<String> seen = new TreeSet<>();
        for (Option option : line.getOptions()) {
            if (!OptionValues.isRepeatable(option) && !seen.add(option.getLongOpt())) {
                throw new UsageException(
                        command.name() + ": --" + option.getLongOpt() + " is given twice." + help);
            }
        }
    }
}

package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.terminal.Displays;
import java.util.List;
import java.util.Locale;

/** The tool's entry point, behind the launcher that has checked the JVM. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        // Numbers for REST, files and shells have the digits that these read, whatever the user's.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        Console console = Console.ofProcess(Displays::forStandardError);
        ExitCode exitCode =
                new Cli(console, commands(Surroundings.ofProcess(console))).run(arguments);
        if (console.out().checkError() && exitCode == ExitCode.DONE) {
            console.err().println("standard output cannot be written to");
            exitCode = ExitCode.FAILED;
        }
        // Flink leaves threads behind that would keep the JVM alive.
        System.exit(exitCode.number());
    }

    static List<Command> commands(Surroundings surroundings) {
        return List.of(
                new RunCommand(surroundings),
                new SmackdownCommand(surroundings),
                new RemediesCommand(surroundings),
                new ScenariosCommand(surroundings),
                new ModelCommand(surroundings),
                new SimulateCommand(surroundings),
                new AnalyzeCommand(surroundings),
                new ResultsCommand(surroundings),
                new ReportCommand(surroundings),
                new CompareCommand(surroundings),
                new ClusterCommand(surroundings),
                new AttachCommand(surroundings),
                new PushCommand(surroundings),
                new JobsCommand(surroundings),
                new CancelCommand(surroundings),
                new TunnelCommand(surroundings),
                new DoctorCommand(surroundings),
                new WorkersCommand(surroundings),
                new MetricsCommand(surroundings),
                new VersionCommand(surroundings));
    }
}

package io.flinkvariance.host;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Signal;

/** One command on a channel of its own. */
final class RemoteCommand {
    /** More than any command of the tool says; without a limit, one could fill the memory. */
    static final int OUTPUT_LIMIT = 8 << 20;

    private static final int SIGNALLED = 128;
    private static final Map<Signal, Integer> SIGNALS =
            Map.ofEntries(
                    Map.entry(Signal.HUP, 1),
                    Map.entry(Signal.INT, 2),
                    Map.entry(Signal.QUIT, 3),
                    Map.entry(Signal.ILL, 4),
                    Map.entry(Signal.ABRT, 6),
                    Map.entry(Signal.FPE, 8),
                    Map.entry(Signal.KILL, 9),
                    Map.entry(Signal.USR1, 10),
                    Map.entry(Signal.SEGV, 11),
                    Map.entry(Signal.USR2, 12),
                    Map.entry(Signal.PIPE, 13),
                    Map.entry(Signal.ALRM, 14),
                    Map.entry(Signal.TERM, 15));

    private static final int SHOWN = 80;
    private static final Duration FOR_THE_SIGNAL = Duration.ofMillis(500);
    private static final long SECONDS_TO_TIDY_UP = 2;

    private final String host;
    private final SshConnection connection;
    private final String commandLine;
    private volatile Session session;
    private volatile boolean givenUp;

    RemoteCommand(String host, SshConnection connection, String commandLine) {
        this.host = host;
        this.connection = connection;
        this.commandLine = commandLine;
    }

    CommandResult run(Duration timeout) throws InterruptedException {
        BackgroundWork<CommandResult> work = BackgroundWork.start("ssh-command", this::execute);
        try {
            return work.await(timeout);
        } catch (TimeoutException late) {
            giveUp();
            throw new OperationFailedException(
                    "%s: no end after %s".formatted(what(), inWords(timeout)), late);
        } catch (InterruptedException interrupted) {
            giveUp();
            throw interrupted;
        }
    }

    private static String inWords(Duration timeout) {
        return timeout.toMillis() % 1000 == 0
                ? timeout.toSeconds() + " s"
                : timeout.toMillis() + " ms";
    }

    private String what() {
        String line = commandLine.lines().findFirst().orElse("");
        boolean whole = line.length() <= SHOWN && line.equals(commandLine);
        return "[%s] running %s"
                .formatted(
                        host,
                        whole ? line : line.substring(0, Math.min(SHOWN, line.length())) + " …");
    }

    private CommandResult execute() {
        try (Session opened = connection.session()) {
            session = opened;
            if (givenUp) {
                throw new UnreachableException(what() + ": given up");
            }
            // Whatever the user's own shell is, a POSIX shell reads the line.
            Session.Command command =
                    opened.exec("exec " + ShellWords.join("sh", "-c", commandLine));
            command.getOutputStream().close();
            BackgroundWork<String> errors =
                    BackgroundWork.start(
                            "ssh-command-errors", () -> textOf(command.getErrorStream()));
            String output = textOf(command.getInputStream());
            String said = errors.await();
            command.join();
            return new CommandResult(exitCodeOf(command), output, said);
        } catch (IOException | InterruptedException lost) {
            throw SessionFailure.of(host, lost).orElseGet(() -> lost(Reason.of(lost), lost));
        }
    }

    private int exitCodeOf(Session.Command command) {
        Integer status = command.getExitStatus();
        if (status != null) {
            return status;
        }
        Signal signal = command.getExitSignal();
        if (signal != null) {
            return SIGNALLED + SIGNALS.getOrDefault(signal, 0);
        }
        throw lost("the channel was closed without an exit code", null);
    }

    private UnreachableException lost(String why, Throwable cause) {
        return new UnreachableException(
                "%s: the connection was lost (%s)".formatted(what(), why), cause);
    }

    private String textOf(InputStream stream) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 15];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            if (text.size() + read > OUTPUT_LIMIT) {
                BackgroundWork.start("ssh-command-end", this::end);
                throw new OperationFailedException(
                        "%s: more than %d MiB of output".formatted(what(), OUTPUT_LIMIT >> 20));
            }
            text.write(buffer, 0, read);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Tells the command to end, and goes: the machine may not be there any more to obey. */
    private void giveUp() throws InterruptedException {
        givenUp = true;
        BackgroundWork.start("ssh-command-end", this::end).endsWithin(FOR_THE_SIGNAL);
    }

    /** OpenSSH passes signals on from version 7.9; older ones only close the command's pipes. */
    private Void end() throws IOException {
        Session running = session;
        if (running instanceof Session.Command command && running.isOpen()) {
            try (running) {
                command.signal(Signal.TERM);
                awaitEnd(command);
                command.signal(Signal.KILL);
            }
        }
        return null;
    }

    private static void awaitEnd(Session.Command command) {
        try {
            command.join(SECONDS_TO_TIDY_UP, TimeUnit.SECONDS);
        } catch (IOException notYet) {
            // Then it has to be killed.
        }
    }
}

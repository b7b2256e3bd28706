package io.flinkvariance.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;

/**
 * The process: {@code EmbeddedFlink <settings file> <log file> <folder>}.
 *
 * <p>It is told what to do by lines on standard input, and answers each with one on standard
 * output:
 *
 * <ul>
 *   <li>once it runs: {@code rest <address>}
 *   <li>to {@code submit <scenario file>}: {@code job <id>}
 *   <li>to {@code restore <URI of a savepoint>}, a tab, and the scenario file: the same
 *   <li>to {@code end}: nothing, but it ends
 *   <li>in place of any: {@code refused <why>} for a value that Flink can make nothing of, {@code
 *       failed <why>} for anything else
 * </ul>
 *
 * <p>It ends when its standard input does, and so whenever the tool is gone, however that went.
 * Then, without having been told, it removes the folder as well: nobody else will.
 */
public final class EmbeddedFlink {
    private static final String SUBMIT = "submit ";
    private static final String RESTORE = "restore ";
    private static final String END = "end";

    private EmbeddedFlink() {}

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // What Flink prints is no answer.
        System.setOut(System.err);
        logTo(arguments[1]);
        int exitCode = 0;
        boolean isAlone = false;
        try (RunningFlink flink = RunningFlink.start(Settings.read(Path.of(arguments[0])))) {
            answers.println("rest " + flink.restAddress());
            isAlone = !follow(flink, answers);
        } catch (Exception failed) {
            answers.println(answer(failed));
            exitCode = 1;
        }
        if (isAlone) {
            AbandonedFolder.remove(Path.of(arguments[2]));
        }
        // Flink leaves threads behind that would keep the JVM alive.
        System.exit(exitCode);
    }

    /** Whether it was told to end. */
    private static boolean follow(RunningFlink flink, PrintStream answers) throws IOException {
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals(END)) {
                return true;
            }
            try {
                answers.println("job " + submit(flink, order));
            } catch (Exception failed) {
                answers.println(answer(failed));
            }
        }
        return false;
    }

    private static String submit(RunningFlink flink, String order) throws Exception {
        if (order.startsWith(SUBMIT)) {
            return flink.submit(
                    Path.of(order.substring(SUBMIT.length())), SavepointRestoreSettings.none());
        }
        if (order.startsWith(RESTORE)) {
            String[] from = order.substring(RESTORE.length()).split("\t", 2);
            return flink.submit(Path.of(from[1]), SavepointRestoreSettings.forPath(from[0]));
        }
        throw new IllegalStateException("no such order: " + order);
    }

    private static String answer(Exception failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        boolean isValue =
                root instanceof IllegalArgumentException
                        || root instanceof IllegalConfigurationException;
        String why =
                root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return (isValue ? "refused " : "failed ") + why.replaceAll("\\s*\\R\\s*", " ");
    }

    private static void logTo(String file) throws IOException {
        LogManager.getLogManager().reset();
        FileHandler log = new FileHandler(file);
        log.setFormatter(new SimpleFormatter());
        log.setLevel(Level.INFO);
        Logger.getLogger("").addHandler(log);
    }
}

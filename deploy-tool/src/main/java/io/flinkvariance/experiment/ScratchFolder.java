package io.flinkvariance.experiment;

import io.flinkvariance.error.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** A temporary folder for what a Flink of a run writes, its logs among it; gone when closed. */
final class ScratchFolder implements AutoCloseable {
    static final String LOG = "deploy-tool.log";

    private final Path folder;
    private final FileHandler log;

    private ScratchFolder(Path folder, FileHandler log) {
        this.folder = folder;
        this.log = log;
    }

    /** Makes one and sends all logging into it: the terminal is for people. */
    static ScratchFolder create() {
        try {
            Path folder = Files.createTempDirectory("deploy-tool-");
            LogManager.getLogManager().reset();
            FileHandler log = new FileHandler(folder.resolve(LOG).toString());
            log.setFormatter(new SimpleFormatter());
            log.setLevel(Level.INFO);
            Logger.getLogger("").addHandler(log);
            return new ScratchFolder(folder, log);
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "making a temporary folder: " + failed.getMessage(), failed);
        }
    }

    Path path() {
        return folder;
    }

    /** The log of this process, and those of the processes of a Flink on this machine. */
    List<Path> logs() {
        log.flush();
        List<Path> logs = new ArrayList<>(List.of(folder.resolve(LOG)));
        try (Stream<Path> others = Files.list(folder.resolve("log"))) {
            others.filter(file -> file.toString().endsWith(".log")).sorted().forEach(logs::add);
        } catch (IOException none) {
            // There are no such processes.
        }
        return logs;
    }

    /** Flink's own shutdown may be deleting the same files. */
    @Override
    public void close() {
        log.close();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | java.io.UncheckedIOException leftToTheSystem) {
            // It is in the system's folder for temporary files.
        }
    }
}

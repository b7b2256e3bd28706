package io.flinkvariance.cluster;

import io.flinkvariance.error.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The job's jar with Flink's connector for Kafka in it, for a Flink that has none.
 *
 * <p>Jars below {@code lib/} of a job's jar are unpacked by whoever submits it and go with the job
 * ({@code PackagedProgram.extractContainedLibraries}). Of the same jars it is the same to the last
 * bit, so that a cluster is sent it once.
 */
public final class KafkaJobJar {
    private static final String NAME = "flink-variance-job-kafka.jar";
    private static final List<String> CONNECTOR =
            List.of("flink-connector-kafka_", "flink-connector-kafka-base_", "kafka-clients-");

    /** The earliest that a zip file can tell. */
    private static final FileTime SOME_TIME = FileTime.fromMillis(315_619_200_000L);

    private KafkaJobJar() {}

    /**
     * Makes it.
     *
     * @param libraries a folder with the connector's jars, among others
     * @param folder where it is to be
     * @throws OperationFailedException if a jar is missing
     */
    public static Path make(Path jobJar, Path libraries, Path folder) {
        Path made = folder.resolve(NAME);
        try (ZipInputStream job = new ZipInputStream(Files.newInputStream(jobJar));
                ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(made))) {
            for (ZipEntry entry = job.getNextEntry(); entry != null; entry = job.getNextEntry()) {
                begin(jar, entry.getName());
                job.transferTo(jar);
            }
            for (String name : CONNECTOR) {
                Path library = library(libraries, name);
                begin(jar, "lib/" + library.getFileName());
                Files.copy(library, jar);
            }
            return made;
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "adding the connector for Kafka to %s: %s"
                            .formatted(jobJar, failed.getMessage()),
                    failed);
        }
    }

    private static void begin(ZipOutputStream jar, String name) throws IOException {
        jar.putNextEntry(new ZipEntry(name).setLastModifiedTime(SOME_TIME));
    }

    private static Path library(Path libraries, String name) throws IOException {
        try (Stream<Path> files = Files.list(libraries)) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new OperationFailedException(
                                            "adding the connector for Kafka to the job: there is no %s*.jar in %s. Try: mvn package"
                                                    .formatted(name, libraries)));
        }
    }
}

package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.rest.TaskManagerMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterIT {
    private static final String LISTENING = "0A";
    private static final Path LIBRARIES = KitHome.locate().embeddedFlink();

    @TempDir private Path folder;

    @Test
    void hasTheTaskManagersAndSlotsThatAreNeeded() throws Exception {
        try (EmbeddedCluster cluster =
                EmbeddedCluster.start(
                        EmbeddedConfiguration.of(3, 4, Map.of()), LIBRARIES, folder)) {
            assertThat(cluster.rest().overview())
                    .satisfies(
                            overview -> {
                                assertThat(overview.taskManagers()).isEqualTo(3);
                                assertThat(overview.slotsTotal()).isEqualTo(6);
                                assertThat(overview.flinkVersion()).isEqualTo("1.8.1");
                            });
            assertThat(cluster.description())
                    .isEqualTo("embedded Flink 1.8.1, 3 TaskManagers, buffers 4096/2/1");
        }
    }

    @Test
    void tellsBySomeNumberHowLargeTheNetworkBuffersOfATaskManagerAre() throws Exception {
        try (EmbeddedCluster cluster =
                EmbeddedCluster.start(
                        EmbeddedConfiguration.of(1, 2, Map.of()), LIBRARIES, folder)) {
            String id = cluster.rest().taskManagers().registered().get(0).id();
            Optional<TaskManagerMemory> memory = cluster.rest().taskManagers().memory(id);
            long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (memory.isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(100);
                memory = cluster.rest().taskManagers().memory(id);
            }
            TaskManagerSettings settings =
                    new TaskManagerSettings(cluster.rest().jobManagerConfig());

            assertThat(settings.otherBuffers("h", cluster.buffers(), memory.orElseThrow()))
                    .isEmpty();
            assertThat(settings.otherBuffers("h", BufferSettings.FLINK_DEFAULT, memory.get()))
                    .isPresent();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/net")
    void listensOnLoopbackAlone() throws Exception {
        try (EmbeddedCluster cluster =
                EmbeddedCluster.start(
                        EmbeddedConfiguration.of(2, 2, Map.of()), LIBRARIES, folder)) {
            List<String> addresses = listeningAddresses(cluster.processId());

            assertThat(addresses)
                    .as("REST, BlobServer, metrics, two of RPC, two of data")
                    .hasSizeGreaterThanOrEqualTo(5)
                    .allSatisfy(
                            address ->
                                    assertThat(address)
                                            .isIn(
                                                    // 127.0.0.1, ::ffff:127.0.0.1 and ::1, in the
                                                    // byte order of a little-endian machine
                                                    "0100007F",
                                                    "0000000000000000FFFF00000100007F",
                                                    "00000000000000000000000001000000"));
            assertThat(cluster.name()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void goesWithItsStandardInputAsItIsLeftByAToolThatWasKilled() throws Exception {
        Path scratch = folder.resolve("of a tool");
        try (EmbeddedProcess process = started(scratch)) {
            ProcessHandle handle = ProcessHandle.of(process.processId()).orElseThrow();

            process.endOrders();

            assertThat(handle.onExit()).succeedsWithin(Duration.ofSeconds(30));
            assertThat(scratch).as("nobody else removes it").doesNotExist();
        }
    }

    @Test
    void leavesItsFolderToAToolThatEndsIt() throws Exception {
        Path scratch = folder.resolve("of a tool that is there");
        started(scratch).close();

        assertThat(scratch).as("its logs are kept with the results").isNotEmptyDirectory();
    }

    private static EmbeddedProcess started(Path scratch) throws Exception {
        EmbeddedProcess process =
                EmbeddedProcess.start(
                        LIBRARIES,
                        1,
                        1,
                        EmbeddedConfiguration.of(1, 1, Map.of()).toFlink(scratch),
                        scratch);
        assertThat(process.answer("rest", "starting", Duration.ofMinutes(1)))
                .startsWith("http://127.0.0.1:");
        return process;
    }

    @Test
    void saysWhyAJvmDidNotStart() {
        assertThatThrownBy(
                        () ->
                                EmbeddedCluster.start(
                                        EmbeddedConfiguration.of(1, 1, Map.of()),
                                        folder.resolve("nothing"),
                                        folder))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageStartingWith("starting an embedded Flink: ")
                .hasMessageContaining("io.flinkvariance.embedded.EmbeddedFlink");
    }

    private static List<String> listeningAddresses(long process) throws IOException {
        List<String> sockets;
        try (Stream<Path> descriptors =
                Files.list(Path.of("/proc", Long.toString(process), "fd"))) {
            sockets =
                    descriptors
                            .map(EmbeddedClusterIT::target)
                            .filter(target -> target.startsWith("socket:["))
                            .map(target -> target.replaceAll("\\D", ""))
                            .toList();
        }
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/self/net", table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[3].equals(LISTENING) && sockets.contains(fields[9]))
                .map(fields -> fields[1].substring(0, fields[1].indexOf(':')))
                .toList();
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException absent) {
            return Stream.empty();
        }
    }
}

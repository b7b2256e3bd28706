package io.flinkvariance.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DfsadminReportTest {
    static String sample(String name) {
        try (InputStream file = DfsadminReportTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static Worker node(int number) {
        return new Worker(
                "ip-10-88-0-%d.ec2.internal".formatted(number), Optional.of("10.88.0." + number));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "report-2.8.5-dead.txt, 12 13",
        "report-2.8.5-decommissioning.txt, 12",
        "report-3.3.6-decommissioned.txt, 12",
        "report-3.3.6-live.txt, 11 12 13",
    })
    void namesThoseThatLiveAndAreInService(String sample, String numbers) throws Exception {
        assertThat(DfsadminReport.workers(sample(sample)))
                .isEqualTo(
                        List.of(numbers.split(" ")).stream()
                                .map(number -> node(Integer.parseInt(number)))
                                .toList());
    }

    @Test
    void passesOverWhatStandsBeforeTheReport() throws Exception {
        String report = "Safe mode is ON\n" + sample("report-2.8.5-dead.txt");

        assertThat(DfsadminReport.workers(report)).containsExactly(node(12), node(13));
    }

    @Test
    void doesWithoutTheReverseLookUpAndTakesTheNodesOwnName() throws Exception {
        String report =
                sample("report-2.8.5-dead.txt")
                        .replaceAll(" \\(ip-.*\\)\n", "\n")
                        .replace("Hostname: ip-10-88-0-12.ec2.internal", "Hostname: worker");

        assertThat(DfsadminReport.workers(report))
                .containsExactly(node(13), new Worker("worker", Optional.of("10.88.0.12")));
    }

    @Test
    void countsAMachineOnceThatRunsTwoDataNodes() throws Exception {
        String report =
                sample("report-3.3.6-live.txt")
                        .replace("10.88.0.13:9866", "10.88.0.12:9867")
                        .replace("ip-10-88-0-13", "ip-10-88-0-12");

        assertThat(DfsadminReport.workers(report)).containsExactly(node(11), node(12));
    }

    @Test
    void takesAReportWithoutLiveNodesForWhatItIs() throws Exception {
        String report = sample("report-2.8.5-dead.txt").replaceAll("(?s)Live.*(?=Dead)", "");

        assertThat(DfsadminReport.workers(report)).isEmpty();
    }

    @Test
    void refusesWhatIsNoReport() {
        assertThatThrownBy(() -> DfsadminReport.workers("report: no"))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessage("there is no line Configured Capacity:");
    }

    @Test
    void refusesANameThatNoInventoryCouldHold() {
        String report =
                sample("report-2.8.5-dead.txt")
                        .replace("Hostname: ip-10-88-0-12", "Hostname: $(x)");

        assertThatThrownBy(() -> DfsadminReport.workers(report))
                .hasMessage("$(x).ec2.internal is not the name of a host");
    }

    /** A report that was cut off must not pass for a smaller cluster. */
    @Property
    void refusesAReportThatIsCutOffAmongTheLiving(@ForAll @IntRange(min = 0, max = 21) int lines) {
        String whole = sample("report-2.8.5-dead.txt");
        String upToLiving = whole.substring(0, whole.indexOf("Live datanodes"));
        List<String> all = whole.lines().toList();
        int kept = (int) upToLiving.lines().count() + 1 + lines;
        String cut = String.join("\n", all.subList(0, kept));

        assertThatThrownBy(() -> DfsadminReport.workers(cut))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessageStartingWith("of 2 live datanodes it names ");
    }

    @Property
    void readsAnyNumberOfNodesInAnyState(@ForAll("states") List<String> states) throws Exception {
        StringBuilder report = new StringBuilder("Configured Capacity: 1 (1 B)\n\n");
        if (!states.isEmpty()) {
            report.append("Live datanodes (%d):%n%n".formatted(states.size()));
        }
        int inService = 0;
        for (int i = 0; i < states.size(); i++) {
            report.append(entry(i, states.get(i)));
            inService += states.get(i).equals("Normal") ? 1 : 0;
        }
        report.append("Dead datanodes (1):\n\n").append(entry(1000, "Normal"));

        assertThat(DfsadminReport.workers(report.toString()))
                .hasSize(inService)
                .extracting(Worker::name)
                .doesNotContain("n1000");
    }

    @Provide
    Arbitrary<List<String>> states() {
        return Arbitraries.of(
                        "Normal",
                        "Decommissioned",
                        "Decommission in progress",
                        "Entering Maintenance",
                        "In Maintenance")
                .list()
                .ofMaxSize(40);
    }

    private static String entry(int number, String state) {
        return "Name: 10.0.0.%d:50010\nHostname: n%d\nDecommission Status : %s\nXceivers: 1\n\n\n"
                .formatted(number, number, state);
    }

    @Property
    void answersAnyTextWithWorkersOrWithARefusal(@ForAll("lines") List<String> lines) {
        try {
            assertThat(DfsadminReport.workers(String.join("\n", lines))).doesNotContainNull();
        } catch (UnreadableAnswerException refused) {
            assertThat(refused).message().isNotBlank();
        }
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(30),
                        Arbitraries.of(
                                "Configured Capacity: 1",
                                "Live datanodes (1):",
                                "Live datanodes (99999999999999999999):",
                                "Dead datanodes (0):",
                                "Name: 10.0.0.1:50010",
                                "Name: [::1]:50010 (x)",
                                "Hostname: n1",
                                "Hostname: -x",
                                "Decommission Status : Normal",
                                "Decommission Status : "))
                .list()
                .ofMaxSize(12);
    }
}

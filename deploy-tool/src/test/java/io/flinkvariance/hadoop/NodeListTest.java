package io.flinkvariance.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NodeListTest {
    private static final String TWO =
            """
            Total Nodes:2
                     Node-Id\t     Node-State\tNode-Http-Address\tNumber-of-Running-Containers
                    n3:45454\t        RUNNING\t          n3:8042\t                           0
                    n2:45454\t        RUNNING\t          n2:8042\t                          12
            """;

    private static List<String> names(String list) throws UnreadableAnswerException {
        return NodeList.workers(list).stream().map(Worker::name).toList();
    }

    @Test
    void namesTheNodesThatRun() throws Exception {
        assertThat(names(TWO)).containsExactly("n2", "n3");
    }

    @Test
    void readsTheListOfARealCluster() throws Exception {
        assertThat(names(DfsadminReportTest.sample("node-list-2.8.5.txt")))
                .containsExactly("n2", "n3");
    }

    @Test
    void leavesOutThoseThatDoNot() throws Exception {
        assertThat(names(TWO.replaceFirst("RUNNING", "DECOMMISSIONING"))).containsExactly("n2");
    }

    @Test
    void passesOverWhatIsLoggedBeforeIt() throws Exception {
        assertThat(names("26/11/27 INFO client.RMProxy: Connecting to /0.0.0.0:8032\n" + TWO))
                .containsExactly("n2", "n3");
    }

    @Test
    void takesNoNodesForWhatTheyAre() throws Exception {
        assertThat(names("Total Nodes:0\n")).isEmpty();
    }

    @Test
    void refusesAListThatIsNotWhole() {
        assertThatThrownBy(() -> names(TWO.replaceFirst("2", "3")))
                .hasMessage("of 3 nodes it lists 2");
        assertThatThrownBy(() -> names("")).hasMessage("there is no line Total Nodes:");
    }

    @Property
    void answersAnyTextWithNamesOrWithARefusal(@ForAll("lines") List<String> lines) {
        try {
            assertThat(names(String.join("\n", lines))).allMatch(Worker::isHost);
        } catch (UnreadableAnswerException refused) {
            assertThat(refused).message().isNotBlank();
        }
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(30),
                        Arbitraries.of(
                                "Total Nodes:1",
                                "Total Nodes:999999999",
                                "n1:1 RUNNING n1:2 0",
                                "n1:1 LOST 0",
                                "[x]:1 RUNNING x:2 0"))
                .list()
                .ofMaxSize(6);
    }
}

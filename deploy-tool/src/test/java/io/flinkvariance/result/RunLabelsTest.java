package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunLabelsTest {
    private static StoredRun run(String name, String scenario, String router) {
        return new StoredRun(
                Path.of("results", name),
                Results.measured(scenario, Map.of("stream.partitioner", router), 80.0, 0.4));
    }

    private static List<String> labels(StoredRun... runs) {
        RunLabels labels = RunLabels.of(List.of(runs));
        List<String> all = new ArrayList<>();
        for (int run = 0; run < runs.length; run++) {
            all.add(labels.of(run));
        }
        return all;
    }

    @Test
    void areTheRoutersOfOneScenario() {
        assertThat(
                        labels(
                                run("a", "constant-straggler", "rebalance"),
                                run("b", "constant-straggler", "least-backlog")))
                .containsExactly("rebalance", "least-backlog");
    }

    @Test
    void areTheScenariosUnderOneRouter() {
        assertThat(
                        labels(
                                run("a", "constant-straggler", "rebalance"),
                                run("b", "bad-straggler", "rebalance")))
                .containsExactly("constant-straggler", "bad-straggler");
    }

    @Test
    void areBothWhereBothDiffer() {
        assertThat(
                        labels(
                                run("a", "constant-straggler", "rebalance"),
                                run("b", "bad-straggler", "rebalance"),
                                run("c", "bad-straggler", "least-backlog")))
                .containsExactly(
                        "constant-straggler, rebalance",
                        "bad-straggler, rebalance",
                        "bad-straggler, least-backlog");
    }

    @Test
    void areTheFoldersWhereNothingElseTellsRunsApart() {
        assertThat(
                        labels(
                                run("a", "constant-straggler", "rebalance"),
                                run("b", "constant-straggler", "rebalance")))
                .containsExactly("a", "b");
    }
}

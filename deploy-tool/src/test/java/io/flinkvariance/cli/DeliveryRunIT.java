package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.error.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounded runs on an embedded Flink: every record comes once, whatever is in its way. */
class DeliveryRunIT {
    @TempDir private Path folder;

    private EmbeddedRuns runs() {
        return new EmbeddedRuns(folder);
    }

    @ParameterizedTest(name = "{0}, {1} TaskManagers")
    @CsvSource({
        "rebalance, 1",
        "rebalance, 3",
        "least-backlog, 1",
        "least-backlog, 3",
        "power-of-two, 1",
        "power-of-two, 3",
        "least-delay, 3",
        "rescale, 1",
        "shuffle, 1"
    })
    void deliversEveryRecordOnce(String partitioner, String workers) throws Exception {
        CliRun run =
                runs().run(
                                List.of("run", "bad-straggler", "--workers", workers, "--json"),
                                "--set",
                                "stream.limit=5000",
                                "--set",
                                "stream.interval=1",
                                "--set",
                                "nums.min=0",
                                "--set",
                                "straggler.waitMillis=5",
                                "--set",
                                "stream.partitioner=" + partitioner);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(result.at("/phases/0/recordsEmitted").asInt()).isEqualTo(5000);
        assertThat(result.at("/phases/0/recordsProcessed").asInt()).isEqualTo(5000);
        assertThat(result.at("/delivery/delivered").asInt()).isEqualTo(5000);
        assertThat(result.at("/delivery/outOfOrder").asInt()).isZero();
        assertThat(result.at("/delivery/exact").asBoolean()).isTrue();
        assertThat(result.path("ended").asText()).isEqualTo("finished");
        assertThat(result.path("partitioner").asText()).isEqualTo(partitioner);
        assertThat(result.at("/cluster/taskManagers").asText()).isEqualTo(workers);
    }

    @Test
    void deliversEveryRecordOnceWhereManyAreUnderWayAtOnce() throws Exception {
        CliRun run =
                runs().run(
                                List.of("run", "constant-straggler", "--json"),
                                "--set",
                                "stream.limit=1600",
                                "--set",
                                "stream.asyncCapacity=16",
                                "--set",
                                "stream.partitioner=least-backlog");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(result.at("/phases/0/recordsEmitted").asInt()).isEqualTo(1600);
        assertThat(result.at("/phases/0/recordsProcessed").asInt()).isEqualTo(1600);
        assertThat(result.at("/delivery/delivered").asInt()).isEqualTo(1600);
        assertThat(result.at("/delivery/outOfOrder").isNull()).isTrue();
        assertThat(result.at("/delivery/exact").asBoolean()).isTrue();
    }

    @Test
    void deliversEveryRecordOfAStragglerThatChanges() throws Exception {
        CliRun run =
                runs().run(
                                List.of("run", "recovering-straggler", "--json"),
                                "--set",
                                "stream.limit=1500",
                                "--set",
                                "straggler.schedule=0s:0,2s:none");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(result.at("/delivery/delivered").asInt()).isEqualTo(1500);
        assertThat(result.at("/delivery/exact").asBoolean()).isTrue();
    }
}

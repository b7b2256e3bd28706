package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.error.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a router that looks at queues is for, on an embedded Flink. */
class RoutedRunIT {
    @TempDir private Path folder;

    private EmbeddedRuns runs() {
        return new EmbeddedRuns(folder);
    }

    @Test
    void aRouterThatLooksAtQueuesGivesTheFastSubtaskWhatTheStragglerCannotTake() throws Exception {
        CliRun run =
                runs().run(
                                EmbeddedRuns.QUICK_STRAGGLER,
                                "--set",
                                "stream.partitioner=least-backlog",
                                "--set",
                                "stream.limit=4000",
                                "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode subtasks = new ObjectMapper().readTree(run.out()).at("/phases/0/subtasks");
        double slow = subtasks.at("/0/meanServiceMillis").asDouble();
        double fast = subtasks.at("/1/meanServiceMillis").asDouble();
        double timesTheSlow =
                subtasks.at("/1/perSecond").asDouble() / subtasks.at("/0/perSecond").asDouble();
        assertThat(subtasks.at("/0/perSecond").asDouble()).isPositive();
        // Under round-robin both have the same share; as many times as much as the other needs for
        // a record is possible: four at 2 and 8 ms, and less where the machine lengthens both.
        assertThat(timesTheSlow)
                .as(subtasks.toString())
                .isGreaterThan(1 + (slow / fast - 1) / 3)
                .isGreaterThan(1.1);
    }

    /**
     * Behind equally long queues a record waits for the straggler as many times as long as for the
     * other as it takes for one. So less than a third of that is none of the other routers' doing.
     */
    @Test
    void leastDelayLetsRecordsWaitForTheStragglerHardlyLongerThanForTheOther() throws Exception {
        CliRun run =
                runs().run(
                                EmbeddedRuns.quickStraggler(40),
                                "--set",
                                "stream.partitioner=least-delay",
                                "--duration",
                                "10s");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode phase = runs().result().at("/phases/0");
        double timesTheService =
                phase.at("/subtasks/0/meanServiceMillis").asDouble()
                        / phase.at("/subtasks/1/meanServiceMillis").asDouble();
        double timesTheWait =
                phase.at("/latency/subtasks/0/fromEmission/p50").asDouble()
                        / phase.at("/latency/subtasks/1/fromEmission/p50").asDouble();
        assertThat(timesTheWait).as("%s", phase).isPositive().isLessThan(timesTheService / 3);
    }
}

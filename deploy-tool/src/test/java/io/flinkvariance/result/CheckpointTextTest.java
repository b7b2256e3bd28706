package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.model.SavepointForecast;
import org.junit.jupiter.api.Test;

class CheckpointTextTest {
    private static final CheckpointResult SEVERAL =
            new CheckpointResult(5, 12, 0, null, 0, 1.2, 4.1, 9.84, 136.5, null, 0, 412);

    @Test
    void tellsHowManyAndHowLongBesideTheForecast() {
        assertThat(CheckpointText.of(SEVERAL))
                .isEqualTo(
                        "Checkpoints, one every 5 s: 12 completed, 4.1 s on average, 9.8 s the longest"
                                + " (forecast: 136.5 s at most).");
    }

    @Test
    void tellsOfAlignmentFailuresAndRestarts() {
        assertThat(
                        CheckpointText.of(
                                new CheckpointResult(
                                        0.5,
                                        2,
                                        1,
                                        "Checkpoint expired before completing",
                                        1,
                                        0.012,
                                        0.02,
                                        0.031,
                                        0,
                                        null,
                                        8193,
                                        412)))
                .isEqualTo(
                        "Checkpoints, one every 0.5 s: 2 completed, 0.02 s on average, 0.03 s the"
                                + " longest (forecast: no queue to wait for), alignment put aside up"
                                + " to 9 kB; 1 failed: Checkpoint expired before completing. The job"
                                + " was started over from one of them.");
    }

    @Test
    void tellsOfOneThatWasNotWholeInTheEnd() {
        assertThat(
                        CheckpointText.of(
                                new CheckpointResult(
                                        5, 0, 0, null, 2, null, null, null, 2366.6, 95.0, 0, 0)))
                .isEqualTo(
                        "Checkpoints, one every 5 s: 0 completed (forecast: 2366.6 s at most); one was"
                                + " under way for 95.0 s at the end. The job was started over from one"
                                + " of them 2 times.");
    }

    @Test
    void saysBeforeARunWhatIsToBeExpected() {
        assertThat(CheckpointText.prediction(new SavepointForecast(0, 0)))
                .isEqualTo("No buffer will be full, so a checkpoint's barrier waits for nothing.");
        assertThat(CheckpointText.prediction(new SavepointForecast(45.5, 2731)))
                .isEqualTo(
                        "A checkpoint will take 45.5 s at most: its barrier waits behind what is"
                                + " queued for the slowest subtask.");
        assertThat(CheckpointText.prediction(new SavepointForecast(2367, 2731)))
                .isEqualTo(
                        "A checkpoint will take 39:27 min at most: its barrier waits behind what is"
                                + " queued for the slowest subtask. Flink gives one up after 600 s.");
    }

    @Test
    void standsInTheTableAndInTheFileByItsSchema() throws Exception {
        RunResult result = Results.with(Results.constantStraggler(), SEVERAL);
        String json = ResultJson.text(result);

        assertThat(ResultTable.of(result)).contains(CheckpointText.of(SEVERAL));
        assertThat(
                        new ObjectMapper()
                                .readTree(json)
                                .at("/phases/0/checkpoints/longestSeconds")
                                .asDouble())
                .isEqualTo(9.84);
        assertThat(RunSchema.violations(json)).isEmpty();
    }
}

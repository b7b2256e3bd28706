package io.flinkvariance.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Checkpoints in Flink's REST interface. Its calls fail as those of {@link FlinkRest} do. */
public final class CheckpointsRest {
    private final RestClient client;

    CheckpointsRest(RestClient client) {
        this.client = client;
    }

    /**
     * {@code GET /jobs/:id/checkpoints}. Of a job that makes none Flink says that it does not know
     * it.
     */
    public CheckpointStatistics of(String jobId) throws InterruptedException {
        JsonNode answer = client.get("/jobs/" + jobId + "/checkpoints");
        JsonNode counts = answer.path("counts");
        JsonNode summary = answer.path("summary");
        OptionalLong underWay = OptionalLong.empty();
        List<CheckpointStatistics.Failure> failures = new ArrayList<>();
        for (JsonNode checkpoint : answer.path("history")) {
            long id = checkpoint.path("id").asLong();
            String status = checkpoint.path("status").asText();
            if (status.equals("IN_PROGRESS")) {
                underWay = OptionalLong.of(id);
            } else if (status.equals("FAILED")) {
                failures.add(
                        new CheckpointStatistics.Failure(
                                id,
                                checkpoint
                                        .path("failure_message")
                                        .asText("Flink does not say why")));
            }
        }
        long completed = counts.path("completed").asLong();
        return new CheckpointStatistics(
                counts.path("restored").asLong(),
                completed,
                counts.path("failed").asLong(),
                completed > 0
                        ? Optional.of(spread(summary.path("end_to_end_duration")))
                        : Optional.empty(),
                most(summary.path("state_size")),
                most(summary.path("alignment_buffered")),
                underWay,
                failures);
    }

    private static CheckpointStatistics.Spread spread(JsonNode millis) {
        return new CheckpointStatistics.Spread(
                Duration.ofMillis(millis.path("min").asLong()),
                Duration.ofMillis(millis.path("avg").asLong()),
                Duration.ofMillis(millis.path("max").asLong()));
    }

    private static long most(JsonNode bytes) {
        return Math.max(0, bytes.path("max").asLong());
    }
}

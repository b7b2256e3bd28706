package io.flinkvariance.influxdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;

/**
 * The points that InfluxDB 1.x could not write to its disk, as it counts them itself: {@code
 * writePointsErr} of each shard, at {@code /debug/vars}.
 *
 * <p>It answers with them nevertheless, from its memory, and has lost them when it is started anew.
 * So nothing is missing after a run, and the series may be gone a minute later.
 */
public final class UnwrittenPoints {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InfluxDatabase database;

    public UnwrittenPoints(InfluxDatabase database) {
        this.database = database;
    }

    /** Of the database's shards that it still has, since it was started. */
    public long count() throws InterruptedException {
        return database.get("what it could not write", "/debug/vars", this::sum);
    }

    private long sum(String body) {
        long sum = 0;
        for (JsonNode counters : tree(body)) {
            if (counters.path("name").asText().equals("shard")
                    && counters.at("/tags/database")
                            .asText()
                            .equals(database.address().database())) {
                sum += counters.at("/values/writePointsErr").asLong();
            }
        }
        return sum;
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }
}

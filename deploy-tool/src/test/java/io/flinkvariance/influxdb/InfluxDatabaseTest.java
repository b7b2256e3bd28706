package io.flinkvariance.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InfluxDatabaseTest {
    private static final String COUNTS = "SELECT \"count\"";

    private final StubInflux influx = new StubInflux();
    private final InfluxDatabase database = new InfluxDatabase(influx.address());
    private final String name = influx.address().authority();

    @AfterEach
    void close() {
        database.close();
        influx.close();
    }

    private Map<Integer, List<CountPoint>> recordsOut() throws InterruptedException {
        return new FlinkSeries(database)
                .recordsOut("abc", "work", Instant.ofEpochSecond(10), Instant.ofEpochSecond(20));
    }

    @Test
    void readsTheCountsOfEverySubtaskOfAJob() throws Exception {
        influx.answer(COUNTS, StubInflux.counts("[[10500,7],[11500,9]]", "[[10500,3]]"));

        assertThat(recordsOut())
                .containsOnly(
                        Map.entry(0, List.of(new CountPoint(10500, 7), new CountPoint(11500, 9))),
                        Map.entry(1, List.of(new CountPoint(10500, 3))));
        assertThat(influx.statements())
                .containsExactly(
                        "SELECT \"count\" FROM \"taskmanager_job_task_operator_numRecordsOut\" WHERE"
                                + " \"job_id\" = 'abc' AND \"operator_name\" = 'work' AND time >="
                                + " 10000ms AND time <= 20000ms GROUP BY \"subtask_index\","
                                + " \"tm_id\"");
    }

    @Test
    void hasNoEntryForASubtaskWithoutASeries() throws Exception {
        assertThat(recordsOut()).isEmpty();
    }

    @Test
    void tellsAServerThatIsNotThereFromOneThatRefuses() throws Exception {
        influx.answer(COUNTS, 401, "{'error':'authorization failed'}");
        assertThatThrownBy(this::recordsOut)
                .isInstanceOf(ClusterStateException.class)
                .hasMessage(
                        "[%s] asking InfluxDB for the series of job abc: it wants a user and a password (authorization failed)"
                                .formatted(name));

        influx.answer(COUNTS, "{'results':[{'error':'database not found: flink'}]}");
        assertThatThrownBy(this::recordsOut)
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        "[%s] asking InfluxDB for the series of job abc: database not found: flink"
                                .formatted(name));

        influx.close();
        assertThatThrownBy(this::recordsOut)
                .isInstanceOf(UnreachableException.class)
                .hasMessageStartingWith(
                        "[%s] asking InfluxDB for the series of job abc: ".formatted(name));
    }

    @Test
    void namesTheUserThatIsRefusedAndNotThePassword() {
        influx.answer("SHOW DATABASES", 401, "{'error':'authorization failed'}");
        try (InfluxDatabase asMe = new InfluxDatabase(influx.address("me", "secret"))) {
            assertThatThrownBy(() -> new InfluxSchema(asMe).hasDatabase())
                    .isInstanceOf(ClusterStateException.class)
                    .hasMessage(
                            "[%s] asking InfluxDB for its databases: it refuses user me (authorization failed)"
                                    .formatted(name));
        }
    }

    @Test
    void saysWhenSomebodyElseAnswers() {
        String another = "the answer is not that of an InfluxDB 1.x";
        for (String answer :
                List.of(
                        "<html>",
                        "{}",
                        "[]",
                        "{'results':[{'series':[{'columns':['x'],'values':[['y']]}]}]}")) {
            influx.answer(COUNTS, answer);
            assertThatThrownBy(this::recordsOut)
                    .as(answer)
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessageEndingWith(another);
        }
        influx.answer(COUNTS, 404, "<html>no such page</html>");
        assertThatThrownBy(this::recordsOut)
                .isInstanceOf(OperationFailedException.class)
                .hasMessageEndingWith(another);
    }

    @Test
    void makesADatabaseWithItsPolicyWhereThereIsNone() throws Exception {
        InfluxSchema schema = new InfluxSchema(database);
        assertThat(schema.create()).isFalse();

        influx.answer("SHOW DATABASES", StubInflux.rows("name", "[['_internal']]"));
        assertThat(schema.create()).isTrue();
        assertThat(influx.statements())
                .last()
                .isEqualTo(
                        "CREATE DATABASE \"flink\" WITH DURATION 1h REPLICATION 1 NAME \"one_hour\"");
    }

    @Test
    void takesAServerWithoutADatabaseForOneThatHasNone() throws Exception {
        influx.answer("SHOW DATABASES", "{'results':[{'series':[{'columns':['name']}]}]}");

        assertThat(new InfluxSchema(database).hasDatabase()).isFalse();
    }

    @Test
    void knowsWhichPolicyIsTheDefault() throws Exception {
        assertThat(new InfluxSchema(database).policies())
                .containsExactly(
                        new RetentionPolicy("other", "0s", false),
                        new RetentionPolicy("one_hour", "1h0m0s", true));
    }
}

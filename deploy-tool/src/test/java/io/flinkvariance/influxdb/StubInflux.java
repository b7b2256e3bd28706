package io.flinkvariance.influxdb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that answers as an InfluxDB 1.x would, and keeps what is written. */
public final class StubInflux implements AutoCloseable {
    private record Answer(int status, String body) {}

    private static final String NOTHING = "{'results':[{'statement_id':0}]}";

    private final HttpServer server;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private volatile Answer counters = new Answer(200, "{}");

    public StubInflux() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
        policy("one_hour");
        answer("SHOW DATABASES", rows("name", "[['_internal'],['flink']]"));
    }

    /** From now on the default retention policy is that one. */
    public StubInflux policy(String name) {
        return answer(
                "SHOW RETENTION POLICIES",
                "{'results':[{'series':[{'columns':['name','duration','default'],'values':[['other','0s',false],['%s','1h0m0s',true]]}]}]}"
                        .formatted(name));
    }

    /** One series of one column. */
    public static String rows(String column, String values) {
        return "{'results':[{'series':[{'columns':['%s'],'values':%s}]}]}"
                .formatted(column, values);
    }

    /** One series of counts for each subtask, the times in epoch milliseconds. */
    public static String counts(String... valuesOfSubtasks) {
        StringBuilder series = new StringBuilder();
        for (int subtask = 0; subtask < valuesOfSubtasks.length; subtask++) {
            series.append(subtask == 0 ? "" : ",")
                    .append(
                            "{'name':'n','tags':{'subtask_index':'%d','tm_id':'t'},'columns':['time','count'],'values':%s}"
                                    .formatted(subtask, valuesOfSubtasks[subtask]));
        }
        return "{'results':[{'series':[%s]}]}".formatted(series);
    }

    /** From now on statements that begin so are answered so. */
    public StubInflux answer(String statement, String body) {
        return answer(statement, 200, body);
    }

    public StubInflux answer(String statement, int status, String body) {
        answers.put(statement, new Answer(status, body.replace('\'', '"')));
        return this;
    }

    /** From now on {@code /debug/vars} is answered so. */
    public StubInflux counters(int status, String body) {
        counters = new Answer(status, body.replace('\'', '"'));
        return this;
    }

    public InfluxAddress address() {
        return new InfluxAddress(
                "127.0.0.1", server.getAddress().getPort(), "flink", Optional.empty());
    }

    public InfluxAddress address(String user, String password) {
        return new InfluxAddress(
                address().host(),
                address().port(),
                "flink",
                Optional.of(new InfluxLogin(user, password)));
    }

    /** Statements in the order in which they came. */
    public List<String> statements() {
        return statements;
    }

    /** What was written: the query string, a newline, lines of the line protocol. */
    public List<String> writes() {
        return writes;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = exchange.getRequestURI().getRawQuery();
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/ping" -> {
                    exchange.getResponseHeaders().add("X-Influxdb-Version", "1.6.7");
                    exchange.sendResponseHeaders(204, -1);
                }
                case "/write" -> {
                    writes.add(query + "\n" + sent);
                    exchange.sendResponseHeaders(204, -1);
                }
                case "/debug/vars" -> respond(exchange, counters);
                default -> respond(exchange, answerTo(statement(query + "&" + sent)));
            }
        }
    }

    private static void respond(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private Answer answerTo(String statement) {
        statements.add(statement);
        return answers.entrySet().stream()
                .filter(known -> statement.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(new Answer(200, NOTHING.replace('\'', '"')));
    }

    private static String statement(String parameters) {
        for (String parameter : parameters.split("&", -1)) {
            if (parameter.startsWith("q=")) {
                return URLDecoder.decode(parameter.substring(2), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

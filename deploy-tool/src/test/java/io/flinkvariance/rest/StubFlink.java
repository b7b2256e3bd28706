package io.flinkvariance.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on loopback that answers as Flink would. */
public final class StubFlink implements AutoCloseable {
    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Map<String, Runnable> actions = new ConcurrentHashMap<>();
    private volatile boolean isCutOff;

    public StubFlink() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    /** From now on a path is answered so; query strings are passed over. */
    public StubFlink answer(String path, String body) {
        return answer(path, 200, body);
    }

    public StubFlink answer(String path, int status, String body) {
        answers.put(path, new Answer(status, body.replace('\'', '"')));
        return this;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public String authority() {
        return address().getAuthority();
    }

    /** "GET /path?query", in the order in which they came. */
    public List<String> requests() {
        return requests;
    }

    /** Does something when a request comes that is spelled exactly so, before it is answered. */
    public StubFlink when(String request, Runnable action) {
        actions.put(request, action);
        return this;
    }

    /** What was sent with them, where there was something. */
    public List<String> bodies() {
        return bodies;
    }

    /** From now on connections are accepted and cut, as a port forward does without its tunnel. */
    public void cutOff() {
        isCutOff = true;
    }

    /** Ends {@link #cutOff}. */
    public void connect() {
        isCutOff = false;
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (isCutOff) {
            exchange.close();
            return;
        }
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(request);
        actions.getOrDefault(request, () -> {}).run();
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!sent.isEmpty()) {
            bodies.add(sent);
        }
        Answer answer =
                answers.getOrDefault(
                        exchange.getRequestURI().getPath(), new Answer(404, "{\"errors\":[]}"));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package io.flinkvariance.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.error.JobUnknownException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks an interface that speaks JSON over HTTP, and tells apart what may be better in a while and
 * what will not.
 */
final class RestClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private static final int NOT_FOUND = 404;

    /** What Flink says while it elects a JobManager, and a proxy while it cannot reach Flink. */
    private static final int UNAVAILABLE = 503;

    private static final Pattern JOB_PATH = Pattern.compile("/jobs/([^/?]+).*");

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final ObjectMapper json = new ObjectMapper();
    private final String name;
    private final URI base;
    private final Silence silence;

    RestClient(String name, URI base, Silence silence) {
        this.name = name;
        this.base = base;
        this.silence = silence;
    }

    JsonNode get(String path) throws InterruptedException {
        String what = "asking Flink for " + path.replaceFirst("\\?.*", "");
        return parse(send(request(path).GET(), path, what), what);
    }

    /** An answer that is no JSON, such as a log. */
    String text(String path) throws InterruptedException {
        return new String(
                send(request(path).GET(), path, "asking Flink for " + path),
                StandardCharsets.UTF_8);
    }

    /** Sends an object as JSON; the answer may take that long. */
    JsonNode post(String path, JsonNode body, Duration atMost, String what)
            throws InterruptedException {
        HttpRequest.Builder request =
                request(path)
                        .timeout(atMost)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        return parse(send(request, path, what), what);
    }

    void patch(String path, String what) throws InterruptedException {
        send(request(path).method("PATCH", HttpRequest.BodyPublishers.noBody()), path, what);
    }

    void delete(String path, String what) throws InterruptedException {
        send(request(path).DELETE(), path, what);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_TIMEOUT);
    }

    private byte[] send(HttpRequest.Builder request, String path, String what)
            throws InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException unreachable) {
            throw silence.meaning(
                    new UnreachableException(message(what, reason(unreachable)), unreachable));
        }
        if (response.statusCode() / 100 != 2) {
            throw refused(response, path, what);
        }
        return response.body();
    }

    private RuntimeException refused(HttpResponse<byte[]> response, String path, String what) {
        Matcher job = JOB_PATH.matcher(path);
        if (response.statusCode() == NOT_FOUND && job.matches()) {
            return new JobUnknownException(
                    "[%s] the JobManager does not know job %s".formatted(name, job.group(1)));
        }
        String message =
                message(what, "HTTP status " + response.statusCode() + errors(response.body()));
        return response.statusCode() == UNAVAILABLE
                ? new UnreachableException(message)
                : new OperationFailedException(message);
    }

    private JsonNode parse(byte[] answer, String what) {
        try {
            return json.readTree(answer);
        } catch (IOException notJson) {
            throw new OperationFailedException(message(what, "the answer is not JSON"), notJson);
        }
    }

    private String errors(byte[] answer) {
        try {
            String errors = json.readTree(answer).path("errors").path(0).asText("");
            return errors.lines().findFirst().map(line -> ", " + line).orElse("");
        } catch (IOException notJson) {
            return "";
        }
    }

    private static String reason(IOException unreachable) {
        return unreachable.getMessage() == null
                ? unreachable.getClass().getSimpleName()
                : unreachable.getMessage();
    }

    private String message(String what, String why) {
        return "[%s] %s: %s".formatted(name, what, why);
    }
}

package io.flinkvariance.hadoop;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.PortForward;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks Hadoop's servers over HTTP, through the connection to the master. */
final class HadoopHttp {
    /** A server that has not answered by then is told of before anybody wonders. */
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private static final int OK = 200;

    private final Host master;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();

    HadoopHttp(Host master) {
        this.master = master;
    }

    /** What is made of an answer. */
    interface Reading<T> {
        T of(JsonNode answer) throws UnreadableAnswerException;
    }

    /**
     * The answer of the first of these that gives one: of several, one is active.
     *
     * @throws UnreadableAnswerException with what each said instead
     */
    <T> T first(List<HttpAddress> servers, String path, Reading<T> reading)
            throws UnreadableAnswerException, InterruptedException {
        List<String> refusals = new ArrayList<>();
        for (HttpAddress server : servers) {
            try {
                return reading.of(get(server, path));
            } catch (UnreadableAnswerException refused) {
                refusals.add(server + ": " + refused.getMessage());
            }
        }
        throw new UnreadableAnswerException(String.join("; ", refusals));
    }

    /** Whether nobody answers there, whatever the answer would be. */
    boolean isSilent(HttpAddress server) throws InterruptedException {
        try {
            response(server, "/");
            return false;
        } catch (IOException silent) {
            return true;
        }
    }

    private HttpResponse<byte[]> response(HttpAddress server, String path)
            throws IOException, InterruptedException {
        try (PortForward forward = master.forward(server.host(), server.port())) {
            return client.send(
                    HttpRequest.newBuilder(uri(forward, path))
                            .timeout(TIMEOUT)
                            .header("Accept", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private JsonNode get(HttpAddress server, String path)
            throws UnreadableAnswerException, InterruptedException {
        try {
            HttpResponse<byte[]> response = response(server, path);
            if (response.statusCode() != OK) {
                throw new UnreadableAnswerException("HTTP status " + response.statusCode());
            }
            return new ObjectMapper().readTree(response.body());
        } catch (JacksonException notJson) {
            throw new UnreadableAnswerException("the answer is not JSON");
        } catch (IOException silent) {
            throw new UnreadableAnswerException("no answer");
        }
    }

    private static URI uri(PortForward forward, String path) {
        int query = path.indexOf('?');
        try {
            return new URI(
                    "http",
                    null,
                    forward.address().getAddress().getHostAddress(),
                    forward.address().getPort(),
                    query < 0 ? path : path.substring(0, query),
                    query < 0 ? null : path.substring(query + 1),
                    null);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package io.flinkvariance.influxdb;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBFactory;
import org.influxdb.InfluxDBIOException;
import org.influxdb.dto.Pong;
import org.influxdb.dto.Query;
import org.influxdb.dto.QueryResult;

/**
 * A database of an InfluxDB 1.x, asked over HTTP. Nothing is kept waiting for it for longer than
 * {@link #CALL_TIMEOUT}.
 *
 * <p>Every call throws {@link UnreachableException} when there is no answer in time, {@link
 * ClusterStateException} when the login is refused, and {@link OperationFailedException} when the
 * answer is another error.
 */
public final class InfluxDatabase implements AutoCloseable {
    /** Without a byte of an answer. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    /** For a whole answer. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final String NO_LOGIN = "";

    private final InfluxAddress address;
    private final String url;
    private InfluxDB client;

    /** The database at its own address; nothing is sent yet. */
    public InfluxDatabase(InfluxAddress address) {
        this(address, address.authority());
    }

    /** The same at the near end of a tunnel. */
    public InfluxDatabase(InfluxAddress address, InetSocketAddress nearEnd) {
        this(address, nearEnd.getAddress().getHostAddress() + ":" + nearEnd.getPort());
    }

    private InfluxDatabase(InfluxAddress address, String authority) {
        this.address = address;
        this.url = "http://" + authority;
    }

    /** Made when it is needed: it looks the name up at once. */
    private InfluxDB client() {
        if (client == null) {
            OkHttpClient.Builder http = http();
            client =
                    address.login()
                            .map(
                                    login ->
                                            InfluxDBFactory.connect(
                                                    url, login.user(), login.password(), http))
                            .orElseGet(() -> InfluxDBFactory.connect(url, http));
        }
        return client;
    }

    private static OkHttpClient.Builder http() {
        return new OkHttpClient.Builder()
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(ANSWER_TIMEOUT)
                .writeTimeout(ANSWER_TIMEOUT)
                .callTimeout(CALL_TIMEOUT)
                .retryOnConnectionFailure(false);
    }

    public InfluxAddress address() {
        return address;
    }

    /** The user that it is asked as; empty for nobody in particular. */
    public String user() {
        return address.login().map(InfluxLogin::user).orElse(NO_LOGIN);
    }

    /** The server's version; needs no login. */
    public String version() throws InterruptedException {
        return asking(
                "its version",
                () -> {
                    Pong pong = client().ping();
                    if (!pong.isGood()) {
                        throw new InfluxDBException(InfluxReason.ANOTHER_SERVER);
                    }
                    return pong.getVersion();
                });
    }

    /** Makes sense of the answer to an InfluxQL statement. */
    interface Reader<T> {
        T read(List<InfluxRows> rows);
    }

    /** What an InfluxQL statement about the database gives, with times in epoch milliseconds. */
    <T> T read(String what, String statement, Reader<T> reader) throws InterruptedException {
        return ask(what, new Query(statement, address.database()), reader);
    }

    /** The same for a statement that needs no database to be there. */
    <T> T readServer(String what, String statement, Reader<T> reader) throws InterruptedException {
        return ask(what, new Query(statement), reader);
    }

    /** Runs an InfluxQL statement that changes something. */
    void change(String what, String statement) throws InterruptedException {
        ask(what, new Query(statement, null, true), rows -> rows);
    }

    /** What the server has at a path beside its databases; asked without a login. */
    <T> T get(String what, String path, Function<String, T> reader) throws InterruptedException {
        return asking(
                what,
                () -> {
                    Request request = new Request.Builder().url(url + path).build();
                    try (Response response = http().build().newCall(request).execute()) {
                        if (!response.isSuccessful()) {
                            throw new InfluxDBException("HTTP status " + response.code());
                        }
                        return reader.apply(response.body().string());
                    } catch (IOException failed) {
                        throw new InfluxDBIOException(failed);
                    }
                });
    }

    private <T> T ask(String what, Query query, Reader<T> reader) throws InterruptedException {
        return asking(
                what,
                () -> {
                    QueryResult answer = client().query(query, TimeUnit.MILLISECONDS);
                    for (QueryResult.Result result : answer.getResults()) {
                        if (result.hasError()) {
                            throw new InfluxDBException(result.getError());
                        }
                    }
                    return reader.read(InfluxRows.of(answer));
                });
    }

    private interface Call<T> {
        T make();
    }

    private <T> T asking(String what, Call<T> call) throws InterruptedException {
        try {
            return call.make();
        } catch (InfluxDBIOException unreachable) {
            if (Thread.interrupted()) {
                throw new InterruptedException("asking InfluxDB for " + what);
            }
            if (InfluxReason.isOfAnotherServer(unreachable)) {
                throw new OperationFailedException(
                        message(what, InfluxReason.ANOTHER_SERVER), unreachable);
            }
            throw new UnreachableException(
                    message(what, InfluxReason.of(unreachable)), unreachable);
        } catch (InfluxDBException refused) {
            throw refused(what, InfluxReason.of(refused), refused);
        } catch (RuntimeException nonsense) {
            // The library trusts what it reads: another server's answer fails in many ways.
            throw new OperationFailedException(
                    message(what, InfluxReason.ANOTHER_SERVER), nonsense);
        }
    }

    private RuntimeException refused(String what, String why, InfluxDBException cause) {
        if (InfluxReason.isOfLogin(why)) {
            return new ClusterStateException(
                    message(
                            what,
                            user().isEmpty()
                                    ? "it wants a user and a password (" + why + ")"
                                    : "it refuses user " + user() + " (" + why + ")"),
                    cause);
        }
        return new OperationFailedException(message(what, why), cause);
    }

    private String message(String what, String why) {
        return "[%s] asking InfluxDB for %s: %s".formatted(address.authority(), what, why);
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}

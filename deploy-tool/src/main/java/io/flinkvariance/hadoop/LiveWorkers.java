package io.flinkvariance.hadoop;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.Message;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The machines that work for HDFS or YARN right now, and are meant to go on. */
public final class LiveWorkers {
    /** A client of Hadoop is a JVM, and retries for long what does not answer. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(30);

    private static final int TIME_IS_OVER = 124;
    private static final int NO_SUCH_COMMAND = 127;

    private final Master master;
    private final YarnProperties properties;
    private final Consumer<String> notes;

    /**
     * Prepares to ask.
     *
     * @param host the master
     * @param notes is told when the server is asked, as the command does not answer
     */
    public LiveWorkers(Host host, YarnProperties properties, Consumer<String> notes) {
        this.master = new Master(host, properties);
        this.properties = properties;
        this.notes = notes;
    }

    /**
     * Asks by Hadoop's command, or where that is denied or missing, by its server's HTTP.
     *
     * @return at least one, each once, in the order of their names
     * @throws UsageException if Hadoop's configuration does not say where the server is
     * @throws ClusterStateException if there is none, or nobody answers
     */
    public List<Worker> of(WorkerSource source) throws InterruptedException {
        List<Worker> workers;
        try {
            workers = byCommand(source);
        } catch (UnreadableAnswerException refused) {
            String refusal = source.command() + ": " + refused.getMessage();
            workers = byHttp(source, refusal);
        }
        if (workers.isEmpty()) {
            throw new ClusterStateException(
                    failure("none is live and in service")
                            .trying(source.command() + " there")
                            .toString());
        }
        return workers;
    }

    private List<Worker> byCommand(WorkerSource source)
            throws UnreadableAnswerException, InterruptedException {
        CommandResult result = master.run(COMMAND_TIMEOUT, source.command().split(" "));
        switch (result.exitCode()) {
            case 0 -> {
                return source.of(result.output());
            }
            case TIME_IS_OVER ->
                    throw new UnreadableAnswerException(
                            "no end after %d s".formatted(COMMAND_TIMEOUT.toSeconds()));
            case NO_SUCH_COMMAND -> throw new UnreadableAnswerException("there is no such command");
            default -> throw new UnreadableAnswerException(result.lastWords());
        }
    }

    private List<Worker> byHttp(WorkerSource source, String refusal) throws InterruptedException {
        List<HttpAddress> servers = servers(source, refusal);
        try {
            List<Worker> workers = master.http().first(servers, source.path(), source::of);
            notes.accept("[%s] %s; asked over HTTP instead".formatted(master.name(), refusal));
            return workers;
        } catch (UnreadableAnswerException silent) {
            throw new ClusterStateException(
                    failure(refusal + "; " + silent.getMessage()).toString());
        } catch (OperationFailedException noWay) {
            throw new ClusterStateException(
                    failure(refusal + "; " + noWay.getMessage()).toString(), noWay);
        }
    }

    private List<HttpAddress> servers(WorkerSource source, String refusal)
            throws InterruptedException {
        ClientFacts facts = master.facts();
        try {
            List<HttpAddress> servers = source.servers(facts.configuration());
            if (servers.isEmpty()) {
                throw unconfigured(refusal, facts, "there is no " + source.keys());
            }
            return servers;
        } catch (UnreadableAnswerException wrong) {
            throw unconfigured(refusal, facts, wrong.getMessage());
        }
    }

    private DeployException unconfigured(String refusal, ClientFacts facts, String why) {
        String confDir = facts.confDir().isEmpty() ? "not set" : facts.confDir();
        return new UsageException(
                failure("%s; HADOOP_CONF_DIR is %s, and %s".formatted(refusal, confDir, why))
                        .trying(HadoopConfDir.remedy(facts, properties))
                        .toString());
    }

    private Message failure(String why) {
        return Message.on(master.name(), "asking for workers", why);
    }
}

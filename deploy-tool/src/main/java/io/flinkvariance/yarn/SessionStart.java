package io.flinkvariance.yarn;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.hadoop.Application;
import io.flinkvariance.hadoop.Applications;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.Host;
import io.flinkvariance.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Starts a session.
 *
 * <p>Whether it is there is asked of YARN and of Flink, and never of the client, which goes on for
 * ever when YARN has refused what it asked for.
 */
public final class SessionStart {
    /** Containers start in half a minute on a busy cluster. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int NAME_DIGITS = 12;

    private final Host host;
    private final YarnProperties properties;
    private final Applications applications;
    private final SessionClient client;
    private final Duration patience;

    /** On a master that can do it: nothing is looked at here. */
    public SessionStart(Host host, YarnProperties properties) {
        this(host, properties, PATIENCE);
    }

    SessionStart(Host host, YarnProperties properties, Duration patience) {
        this.host = host;
        this.properties = properties;
        this.applications = new Applications(host, properties);
        this.client = new SessionClient(host, properties);
        this.patience = patience;
    }

    /** A name that no other session has. */
    static String newName() {
        return "flink-variance-"
                + UUID.randomUUID().toString().replace("-", "").substring(0, NAME_DIGITS);
    }

    /**
     * Starts one and waits until it answers; where that fails nothing is left of it.
     *
     * @throws ClusterStateException with what YARN, or the client, said
     */
    public YarnSession start(SessionSettings settings, Consumer<String> notes)
            throws InterruptedException {
        String name = newName();
        notes.accept("[%s] asking YARN for a session, %s".formatted(host.name(), name));
        try {
            client.start(name, settings);
            return await(name);
        } catch (InterruptedException | RuntimeException failed) {
            withdraw(name, notes);
            throw failed;
        }
    }

    private YarnSession await(String name) throws InterruptedException {
        Deadline deadline = Deadline.in(patience);
        while (true) {
            ClientState state = client.state(name);
            Optional<Application> application =
                    state.application().isPresent()
                            ? known(state.application().get())
                            : Optional.empty();
            if (application.isPresent() && application.get().hasEnded()) {
                throw new ClusterStateException(
                        new Diagnostics(host.name(), properties).of(application.get()).toString());
            }
            if (application.filter(Application::canBeAsked).isPresent()) {
                Optional<YarnSession> session = answering(name, application.get());
                if (session.isPresent()) {
                    return session.get();
                }
            }
            if (application.isEmpty() && !state.isRunning()) {
                throw new OperationFailedException(
                        "[%s] starting a session on YARN: %s. Try: deploy-tool doctor --target yarn"
                                .formatted(host.name(), state.reason()));
            }
            if (deadline.isOver()) {
                throw new ClusterStateException(
                        "[%s] starting a session on YARN: it does not run after %d s: %s. Try: yarn application -list there"
                                .formatted(
                                        host.name(),
                                        patience.toSeconds(),
                                        application
                                                .map(Diagnostics::waitingFor)
                                                .orElseGet(state::reason)));
            }
            deadline.pause(PAUSE);
        }
    }

    /** One that YARN knows by now; the client learns the id before it submits anything. */
    private Optional<Application> known(String id) throws InterruptedException {
        try {
            return Optional.of(applications.of(id));
        } catch (UnreachableException notYet) {
            return Optional.empty();
        }
    }

    private Optional<YarnSession> answering(String name, Application application)
            throws InterruptedException {
        YarnSession session = new YarnSession(name, application, host, properties, applications);
        try {
            session.rest().overview();
            return Optional.of(session);
        } catch (DeployException notYet) {
            session.close();
            return Optional.empty();
        } catch (InterruptedException ctrlC) {
            session.close();
            throw ctrlC;
        }
    }

    /** Leaves nothing of it, also after Ctrl-C. */
    private void withdraw(String name, Consumer<String> notes) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            client.end(name, true);
        } catch (InterruptedException again) {
            wasInterrupted = true;
        } catch (DeployException left) {
            notes.accept(leftBehind(left));
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What is said where a session may be left. */
    static String leftBehind(DeployException why) {
        return why.getMessage() + ". To end what is left: deploy-tool cancel --target yarn --all";
    }
}

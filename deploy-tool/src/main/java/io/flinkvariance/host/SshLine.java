package io.flinkvariance.host;

/** The connection to a host: made when it is needed, and made again when it was lost. */
final class SshLine implements AutoCloseable {
    private final SshConnector connector;
    private BackgroundWork<SshConnection> current;
    private boolean closed;

    SshLine(SshConnector connector) {
        this.connector = connector;
    }

    /** The connection; whoever asks while one is being made waits for that one. */
    SshConnection connection() throws InterruptedException {
        return current().await();
    }

    private synchronized BackgroundWork<SshConnection> current() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (current == null || current.hasFailed() || isLost(current.now())) {
            if (current != null && current.now() != null) {
                current.now().close();
            }
            current = BackgroundWork.start("ssh-connect", this::connect);
        }
        return current;
    }

    private static boolean isLost(SshConnection connection) {
        return connection != null && !connection.isAlive();
    }

    private SshConnection connect() throws InterruptedException {
        SshConnection made = connector.connect();
        synchronized (this) {
            if (!closed) {
                return made;
            }
        }
        made.close();
        throw new IllegalStateException("closed");
    }

    @Override
    public void close() {
        BackgroundWork<SshConnection> last;
        synchronized (this) {
            closed = true;
            last = current;
        }
        if (last != null) {
            last.interrupt();
            if (last.now() != null) {
                last.now().close();
            }
        }
    }
}

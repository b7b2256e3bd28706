package io.flinkvariance.host;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A machine that commands are run on and files are sent to.
 *
 * <p>May be used by several threads at once. Where a connection is needed, it is made again when it
 * is lost; what was under way then fails, as only the caller knows whether it may be done twice.
 */
public interface Host extends AutoCloseable {
    /** Whichever port of this machine is free. */
    int ANY_PORT = 0;

    /** How messages name it: {@code [name] what failed: why}. */
    String name();

    /**
     * Runs a command line in a POSIX shell and waits for its end; any exit code is an answer.
     *
     * @param timeout after it the command is given up, and ended where that is possible
     * @throws UnreachableException if there is no connection, or it is lost on the way
     * @throws OperationFailedException if the time is over
     */
    CommandResult run(String commandLine, Duration timeout) throws InterruptedException;

    /**
     * Sends a file. It appears under its name only when it is whole; folders above it must exist.
     *
     * @param path absolute, on the host; a file of that name is replaced
     * @param progress is told how much has been sent
     * @throws UnreachableException if there is no connection, or it is lost on the way
     * @throws OperationFailedException if the host refuses it: its disk is full, or it may not
     */
    void upload(Path file, String path, UploadProgress progress) throws InterruptedException;

    /**
     * Sends a small file that holds a secret: nobody but the user whom the host is reached as can
     * read it there, not even while it is not whole.
     *
     * @throws UnreachableException as {@link #upload} does
     * @throws OperationFailedException as {@link #upload} does
     */
    void uploadSecret(Path file, String path) throws InterruptedException;

    /**
     * Makes a TCP port that the host can reach reachable from here, on loopback, until the forward
     * is closed; it outlives a lost connection.
     *
     * @throws UnreachableException if there is no connection
     * @throws OperationFailedException if the host leaves no way to the port, whoever listens there
     */
    default PortForward forward(String address, int port) throws InterruptedException {
        return forward(address, port, ANY_PORT);
    }

    /**
     * The same on a port of choice, for what sends its clients on to that.
     *
     * @param localPort on loopback
     * @throws OperationFailedException if somebody else has it, too
     */
    PortForward forward(String address, int port, int localPort) throws InterruptedException;

    /** Ends the connection and all forwards. */
    @Override
    void close();
}

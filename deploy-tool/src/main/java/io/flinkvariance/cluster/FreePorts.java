package io.flinkvariance.cluster;

import io.flinkvariance.error.OperationFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** TCP ports on loopback that nobody listens on; somebody may, a moment later. */
final class FreePorts {
    private FreePorts() {}

    /** Distinct, as all are held until the last is known. */
    static List<Integer> find(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int port = 0; port < count; port++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException none) {
            throw new OperationFailedException(
                    "looking for a free port: " + none.getMessage(), none);
        } finally {
            held.forEach(FreePorts::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // It is free, which is all that is wanted.
        }
    }
}

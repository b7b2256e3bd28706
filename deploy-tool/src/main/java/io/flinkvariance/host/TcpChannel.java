package io.flinkvariance.host;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A TCP connection that goes on from another machine, on a channel of an SSH connection. */
record TcpChannel(InputStream input, OutputStream output, Closeable channel) implements Closeable {
    @Override
    public void close() throws IOException {
        channel.close();
    }
}

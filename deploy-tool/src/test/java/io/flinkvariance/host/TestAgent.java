package io.flinkvariance.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** An SSH agent on a Unix socket that signs for whoever asks. */
final class TestAgent implements AutoCloseable {
    private final List<KeyPair> keys;
    private final ServerSocketChannel listener;

    TestAgent(Path socket, KeyPair... keys) {
        this.keys = List.of(keys);
        try {
            listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
        Thread thread = new Thread(this::serve, "test-agent");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (listener.isOpen()) {
            try (SocketChannel client = listener.accept()) {
                Buffer request =
                        new ByteArrayBuffer(read(client, read(client, 4).getInt()).array());
                Buffer answer = answer(request);
                ByteBuffer message = ByteBuffer.allocate(4 + answer.available());
                message.putInt(answer.available()).put(answer.getCompactData()).flip();
                client.write(message);
            } catch (IOException closed) {
                // The loop's condition tells.
            }
        }
    }

    private static ByteBuffer read(SocketChannel client, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && client.read(bytes) >= 0) {}
        return bytes.flip();
    }

    private Buffer answer(Buffer request) {
        Buffer answer = new ByteArrayBuffer();
        if (request.getByte() == 11) {
            answer.putByte((byte) 12);
            answer.putInt(keys.size());
            for (KeyPair key : keys) {
                answer.putBytes(TestKeys.wire(key.getPublic()));
                answer.putString("comment");
            }
            return answer;
        }
        byte[] wanted = request.getBytes();
        byte[] data = request.getBytes();
        int flags = request.getInt();
        for (KeyPair key : keys) {
            if (Arrays.equals(TestKeys.wire(key.getPublic()), wanted)) {
                answer.putByte((byte) 14);
                answer.putBytes(sign(key, data, flags));
                return answer;
            }
        }
        answer.putByte((byte) 5);
        return answer;
    }

    /** With a plain SHA-1, as old agents do, where the flags ask for nothing better. */
    private static byte[] sign(KeyPair key, byte[] data, int flags) {
        BuiltinSignatures kind =
                key.getPublic().getAlgorithm().equals("RSA")
                        ? flags == 4 ? BuiltinSignatures.rsaSHA512 : BuiltinSignatures.rsa
                        : BuiltinSignatures.ed25519;
        try {
            Signature signature = kind.create();
            signature.initSigner(null, key.getPrivate());
            signature.update(null, data);
            Buffer bytes = new ByteArrayBuffer();
            bytes.putString(kind.getName());
            bytes.putBytes(signature.sign(null));
            return bytes.getCompactData();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException closedAnyway) {
            throw new UncheckedIOException(closedAnyway);
        }
    }
}

package io.flinkvariance.host;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * The agent that holds keys and signs with them, behind {@code SSH_AUTH_SOCK}.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-sshm-ssh-agent/">its protocol</a>
 */
final class SshAgent {
    private static final byte REQUEST_IDENTITIES = 11;
    private static final byte IDENTITIES_ANSWER = 12;
    private static final byte SIGN_REQUEST = 13;
    private static final byte SIGN_RESPONSE = 14;
    private static final int LONGEST_ANSWER = 1 << 20;

    private final Path socket;

    SshAgent(Path socket) {
        this.socket = socket;
    }

    /** The public keys of what it holds, as they go over the wire. */
    List<byte[]> keys() throws IOException {
        Buffer.PlainBuffer answer =
                ask(new Buffer.PlainBuffer().putByte(REQUEST_IDENTITIES), IDENTITIES_ANSWER);
        List<byte[]> keys = new ArrayList<>();
        for (long left = answer.readUInt32(); left > 0; left--) {
            keys.add(answer.readBytes());
            answer.readBytes(); // comment
        }
        return keys;
    }

    /** Signs with the private half of a key. */
    byte[] sign(byte[] key, byte[] data, int flags) throws IOException {
        Buffer.PlainBuffer request =
                new Buffer.PlainBuffer()
                        .putByte(SIGN_REQUEST)
                        .putBytes(key)
                        .putBytes(data)
                        .putUInt32(flags);
        return ask(request, SIGN_RESPONSE).readBytes();
    }

    private Buffer.PlainBuffer ask(Buffer.PlainBuffer request, byte expected) throws IOException {
        try (SocketChannel agent = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer message =
                    ByteBuffer.wrap(
                            new Buffer.PlainBuffer()
                                    .putBytes(request.getCompactData())
                                    .getCompactData());
            while (message.hasRemaining()) {
                agent.write(message);
            }
            int length = read(agent, Integer.BYTES).getInt();
            if (length < 1 || length > LONGEST_ANSWER) {
                throw new IOException("the SSH agent's answer makes no sense");
            }
            Buffer.PlainBuffer answer = new Buffer.PlainBuffer(read(agent, length).array());
            if (answer.readByte() != expected) {
                throw new IOException("the SSH agent refused");
            }
            return answer;
        }
    }

    private static ByteBuffer read(SocketChannel agent, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (agent.read(bytes) < 0) {
                throw new EOFException("the SSH agent hung up");
            }
        }
        return bytes.flip();
    }
}

package io.flinkvariance.host;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/** Logs in with one key of the agent (RFC 4252, section 7). */
final class AgentAuthentication extends AbstractAuthMethod {
    private static final String RSA = "ssh-rsa";
    private static final String RSA_SHA2_512 = "rsa-sha2-512";
    private static final int SIGN_WITH_SHA2_512 = 4;

    private final SshAgent agent;
    private final byte[] key;
    private final String algorithm;

    AgentAuthentication(SshAgent agent, byte[] key) throws IOException {
        super("publickey");
        this.agent = agent;
        this.key = key;
        String type = new Buffer.PlainBuffer(key).readString();
        this.algorithm = type.equals(RSA) ? RSA_SHA2_512 : type;
    }

    /** Asks first whether the server takes the key: an agent may have to ask its user. */
    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return request(false);
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        return super.buildReq().putBoolean(signed).putString(algorithm).putBytes(key);
    }

    @Override
    public void handle(Message message, SSHPacket packet)
            throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) {
            super.handle(message, packet);
            return;
        }
        SSHPacket request = request(true);
        byte[] data =
                new Buffer.PlainBuffer()
                        .putBytes(params.getTransport().getSessionID())
                        .putBuffer(request)
                        .getCompactData();
        int flags = algorithm.equals(RSA_SHA2_512) ? SIGN_WITH_SHA2_512 : 0;
        try {
            params.getTransport().write(request.putBytes(agent.sign(key, data, flags)));
        } catch (TransportException lost) {
            throw lost;
        } catch (IOException refused) {
            throw new UserAuthException(refused.getMessage(), refused);
        }
    }
}

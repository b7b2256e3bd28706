package io.flinkvariance.host;

import java.security.KeyPair;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyPairWrapper;
import net.schmizz.sshj.userauth.method.KeyedAuthMethod;

/**
 * Logs in with a key that is at hand: signs at once, instead of asking first whether the server
 * takes the key, and saves the way there and back.
 */
final class KeyAuthentication extends KeyedAuthMethod {
    KeyAuthentication(KeyPair key) {
        super("publickey", new KeyPairWrapper(key));
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return putSig(putPubKey(super.buildReq().putBoolean(true)));
    }
}

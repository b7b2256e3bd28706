package io.flinkvariance.host;

import java.security.Provider;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The cryptography that sshj needs for ECDSA and ChaCha20-Poly1305. It is loaded only where it is
 * used, as that takes as long as all the rest of a connection.
 */
final class BouncyCastle {
    private BouncyCastle() {}

    /** Puts it behind what the JDK has, which stays the first choice. */
    static void load() {
        if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
            Security.addProvider(new BouncyCastleProvider());
        }
    }

    /** The same for those who ask it by name, the JDK having no such cipher. */
    static Provider provider() {
        load();
        return Security.getProvider(BouncyCastleProvider.PROVIDER_NAME);
    }
}

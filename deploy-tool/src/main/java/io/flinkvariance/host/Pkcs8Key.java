package io.flinkvariance.host;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import net.schmizz.sshj.common.Ed25519KeyFactory;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.jce.interfaces.ECPrivateKey;
import org.bouncycastle.jce.spec.ECPublicKeySpec;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A key in PKCS#8 (RFC 5208, RFC 8018), of which the library of SSH reads RSA and ECDSA under AES
 * only: with Bouncy Castle under the ciphers that OpenSSL writes, and Ed25519 (RFC 8410).
 */
final class Pkcs8Key {
    private final PrivateKeyInfo key;

    private Pkcs8Key(PrivateKeyInfo key) {
        this.key = key;
    }

    /** Reads one that no passphrase protects. */
    static Pkcs8Key plain(String text) throws IOException {
        try (PEMParser pem = new PEMParser(new StringReader(text))) {
            return new Pkcs8Key((PrivateKeyInfo) pem.readObject());
        }
    }

    /**
     * Reads one that is protected.
     *
     * @throws UnreadProtectionException if the cipher is one that is not at hand
     * @throws IOException if the passphrase is another
     */
    static Pkcs8Key unlocked(String text, char[] passphrase) throws IOException {
        try (PEMParser pem = new PEMParser(new StringReader(text))) {
            PKCS8EncryptedPrivateKeyInfo locked = (PKCS8EncryptedPrivateKeyInfo) pem.readObject();
            return new Pkcs8Key(
                    locked.decryptPrivateKeyInfo(
                            new JceOpenSSLPKCS8DecryptorProviderBuilder()
                                    .setProvider(BouncyCastle.provider())
                                    .build(passphrase)));
        } catch (OperatorCreationException failed) {
            throw new UnreadProtectionException(failed);
        } catch (PKCSException failed) {
            // A cipher whose length of keys is not known; a wrong passphrase ends otherwise.
            throw failed.getCause() instanceof OperatorCreationException
                            || failed.getCause() instanceof IllegalStateException
                    ? new UnreadProtectionException(failed)
                    : new IOException(failed);
        }
    }

    boolean isDsa() {
        return key.getPrivateKeyAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_dsa);
    }

    /** Both halves, of which the file may hold the private one alone. */
    KeyPair pair() throws IOException {
        try {
            if (key.getPrivateKeyAlgorithm()
                    .getAlgorithm()
                    .equals(EdECObjectIdentifiers.id_Ed25519)) {
                return ed25519();
            }
            PrivateKey half =
                    new JcaPEMKeyConverter()
                            .setProvider(BouncyCastle.provider())
                            .getPrivateKey(key);
            return new KeyPair(publicHalf(half), half);
        } catch (GeneralSecurityException wrong) {
            throw new IOException(wrong);
        }
    }

    private KeyPair ed25519() throws IOException, GeneralSecurityException {
        byte[] seed = ASN1OctetString.getInstance(key.parsePrivateKey()).getOctets();
        byte[] point = new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
        return new KeyPair(
                Ed25519KeyFactory.getPublicKey(point), Ed25519KeyFactory.getPrivateKey(seed));
    }

    private static PublicKey publicHalf(PrivateKey half)
            throws IOException, GeneralSecurityException {
        if (half instanceof RSAPrivateCrtKey rsa) {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(
                            new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
        }
        if (half instanceof ECPrivateKey ec) {
            return KeyFactory.getInstance("EC", BouncyCastle.provider())
                    .generatePublic(
                            new ECPublicKeySpec(
                                    ec.getParameters().getG().multiply(ec.getD()),
                                    ec.getParameters()));
        }
        throw new IOException(half.getAlgorithm() + " is not supported");
    }
}

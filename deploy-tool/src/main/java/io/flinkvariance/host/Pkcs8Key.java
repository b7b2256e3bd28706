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
import java.util.List;
import java.util.function.Supplier;
import net.schmizz.sshj.common.Ed25519KeyFactory;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.interfaces.ECPrivateKey;
import org.bouncycastle.jce.spec.ECPublicKeySpec;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A key in PKCS#8 (RFC 5208, RFC 8018), of which the library of SSH reads RSA and ECDSA under AES
 * only: with Bouncy Castle under the ciphers that OpenSSL writes, and Ed25519 (RFC 8410). What is
 * in another format and holds the same is made one.
 */
final class Pkcs8Key {
    private static final List<String> CURVES = List.of("P-256", "P-384", "P-521");

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

    /**
     * Reads one of an elliptic curve as SEC 1 has it (RFC 5915), where the public half may be left
     * out, or be compressed.
     *
     * @param passphrase asked for one only if the key is protected
     * @throws IOException if the passphrase is another, or the cipher is one that is not at hand
     */
    static Pkcs8Key sec1(String text, Supplier<char[]> passphrase) throws IOException {
        try (PEMParser pem = new PEMParser(new StringReader(text))) {
            Object read = pem.readObject();
            PEMKeyPair pair =
                    read instanceof PEMEncryptedKeyPair locked
                            ? locked.decryptKeyPair(
                                    new JcePEMDecryptorProviderBuilder()
                                            .setProvider(BouncyCastle.provider())
                                            .build(passphrase.get()))
                            : (PEMKeyPair) read;
            return new Pkcs8Key(pair.getPrivateKeyInfo());
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
            requireCurveOfSsh(ec);
            return KeyFactory.getInstance("EC", BouncyCastle.provider())
                    .generatePublic(
                            new ECPublicKeySpec(
                                    ec.getParameters().getG().multiply(ec.getD()),
                                    ec.getParameters()));
        }
        throw new UnreadKindException(half.getAlgorithm());
    }

    /** Those of RFC 5656 that everybody has; the library takes any curve for one of its size. */
    private static void requireCurveOfSsh(ECPrivateKey key) throws IOException {
        boolean isKnown =
                CURVES.stream()
                        .map(name -> ECNamedCurveTable.getParameterSpec(name).getCurve())
                        .anyMatch(curve -> curve.equals(key.getParameters().getCurve()));
        if (!isKnown) {
            throw new UnreadKindException("a curve other than " + String.join(", ", CURVES));
        }
    }
}

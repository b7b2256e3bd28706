package io.flinkvariance.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** Keys of all kinds, and files of all formats to put them into. */
final class TestKeys {
    static final String PASSPHRASE = "correct horse";

    static final KeyPair ED25519 = generate("EdDSA", 256);
    static final KeyPair OTHER_ED25519 = generate("EdDSA", 256);
    static final KeyPair RSA = generate("RSA", 2048);
    static final KeyPair ECDSA = generate("EC", 256);
    static final KeyPair DSA = generate("DSA", 1024);

    /** What {@code ssh-keygen -Z chacha20-poly1305@openssh.com} makes, with the passphrase. */
    static final String CHACHA =
            """
            -----BEGIN OPENSSH PRIVATE KEY-----
            b3BlbnNzaC1rZXktdjEAAAAAHWNoYWNoYTIwLXBvbHkxMzA1QG9wZW5zc2guY29tAAAABm
            JjcnlwdAAAABgAAAAQiU/AB1fn/BAoG8dMgbT8YAAAAAQAAAABAAAAMwAAAAtzc2gtZWQy
            NTUxOQAAACDh+94cbbA/0kcQ3lPmDAAyOcWpBnnHRJHjRI5xlYF7egAAAIiobhHcg01NM6
            ygY+hV79qU/ymJ6giHobEI+rJCGFMlhi/AaZ5TB5Q5ZVTcQDZtGhGSrQs09Ez/4MkuOUJi
            3cErKLXxEDnTE6BGK7lrzQtnyaNhWXRI4g7aSMj7hlvQpLxcS/AyE2z0HQeSjKAs0TH++o
            mXzcKT9FZ5JxrGlhBuQohahOctyP5QSP91sAhYyv0Cem6rODmmDA==
            -----END OPENSSH PRIVATE KEY-----
            """;

    static final String PUBLIC_OF_CHACHA =
            "AAAAC3NzaC1lZDI1NTE5AAAAIOH73hxtsD/SRxDeU+YMADI5xakGecdEkeNEjnGVgXt6";

    static final ASN1ObjectIdentifier AES_256 = NISTObjectIdentifiers.id_aes256_CBC;
    static final ASN1ObjectIdentifier TRIPLE_DES = PKCSObjectIdentifiers.des_EDE3_CBC;
    static final ASN1ObjectIdentifier PBES1 = PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC;

    private TestKeys() {}

    static KeyPair generate(String kind, int size) {
        try {
            KeyPairGenerator generator = SecurityUtils.getKeyPairGenerator(kind);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String openSsh(KeyPair key) {
        return openSsh(key, null);
    }

    static String openSshWithPassphrase(KeyPair key) {
        OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
        encryption.setCipherType("256");
        encryption.setPassword(PASSPHRASE);
        encryption.setKdfRounds(4);
        return openSsh(key, encryption);
    }

    private static String openSsh(KeyPair key, OpenSSHKeyEncryptionContext encryption) {
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", encryption, text);
            return text.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What EC2 hands out, and what {@code openssl} wrote before version 3. */
    static String pem(KeyPair key) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(key.getPrivate());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    static String pemWithPassphrase(KeyPair key) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(
                    key.getPrivate(),
                    new JcePEMEncryptorBuilder("AES-128-CBC").build(PASSPHRASE.toCharArray()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** An ECDSA key without its public half, as {@code openssl ec -no_public} writes it. */
    static String pemWithoutPublicHalf(KeyPair key) {
        ECPrivateKey half =
                new ECPrivateKey(
                        256,
                        ((java.security.interfaces.ECPrivateKey) key.getPrivate()).getS(),
                        SECObjectIdentifiers.secp256r1);
        try {
            return "-----BEGIN EC PRIVATE KEY-----\n%s\n-----END EC PRIVATE KEY-----\n"
                    .formatted(Base64.getMimeEncoder().encodeToString(half.getEncoded()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static String pkcs8(KeyPair key) {
        return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded()));
    }

    /** What {@code openssl pkcs8 -topk8} writes, and {@code ssh-keygen -m PKCS8}. */
    static String pkcs8WithPassphrase(KeyPair key, ASN1ObjectIdentifier cipher) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(
                    new JcaPKCS8Generator(
                            key.getPrivate(),
                            new JceOpenSSLPKCS8EncryptorBuilder(cipher)
                                    .setProvider(BouncyCastle.provider())
                                    .setPassword(PASSPHRASE.toCharArray())
                                    .build()));
        } catch (IOException | OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    /** A file in OpenSSH's format, of which no more than the beginning makes sense. */
    static String openSshHeader(String cipher, String type) {
        return openSshHeader(
                cipher,
                new Buffer.PlainBuffer().putString(type).putString(new byte[32]).getCompactData());
    }

    /** The same with a public key. */
    static String openSshHeader(String cipher, byte[] publicKey) {
        byte[] derivation =
                new Buffer.PlainBuffer().putString(new byte[16]).putUInt32(4).getCompactData();
        byte[] content =
                new Buffer.PlainBuffer()
                        .putRawBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
                        .putString(cipher)
                        .putString(cipher.equals("none") ? "none" : "bcrypt")
                        .putString(cipher.equals("none") ? new byte[0] : derivation)
                        .putUInt32(1)
                        .putString(publicKey)
                        .putString(new byte[64])
                        .getCompactData();
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n%s\n-----END OPENSSH PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(content));
    }

    /** {@code type base64}. */
    static String publicLine(PublicKey key) {
        return PublicKeyEntry.toString(key);
    }

    static byte[] wire(PublicKey key) {
        String line = publicLine(key);
        return Base64.getDecoder().decode(line.substring(line.indexOf(' ') + 1));
    }

    /** A file that nobody else can read. */
    static Path file(Path folder, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), text, StandardCharsets.ISO_8859_1);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}

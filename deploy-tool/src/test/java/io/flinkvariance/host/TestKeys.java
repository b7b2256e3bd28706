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
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;

/** Keys of all kinds, and files of all formats to put them into. */
final class TestKeys {
    static final String PASSPHRASE = "correct horse";

    static final KeyPair ED25519 = generate("EdDSA", 256);
    static final KeyPair OTHER_ED25519 = generate("EdDSA", 256);
    static final KeyPair RSA = generate("RSA", 2048);
    static final KeyPair ECDSA = generate("EC", 256);

    private TestKeys() {}

    private static KeyPair generate(String kind, int size) {
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

    static String pkcs8(KeyPair key) {
        return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded()));
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

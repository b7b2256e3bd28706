package io.flinkvariance.host;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;

/** The private key of {@code ssh.key}: ed25519, ECDSA or RSA, in OpenSSH's format or PEM. */
final class PrivateKeyFile {
    private static final int TRIES = 3;

    /** {@code RequiredRSASize} of OpenSSH. */
    private static final int SHORTEST_RSA_BITS = 1024;

    private static final String OPENSSH_MAGIC = "openssh-key-v1\0";

    /** How sshj says that it lacks a cipher; a wrong passphrase fails with other words. */
    private static final Pattern LACKS_CIPHER =
            Pattern.compile(
                    "(cipher|KDF) .*not supported|decryption support not found for"
                            + "|unknown encryption with private key");

    private final Path file;
    private final KeyText key;

    private PrivateKeyFile(Path file, KeyText key) {
        this.file = file;
        this.key = key;
    }

    /**
     * Reads the file.
     *
     * @throws UsageException if it is no private key, or others can read it, too
     */
    static PrivateKeyFile read(Path file) {
        // What it is comes first: no mode makes a key of another file.
        KeyText text = KeyText.of(file, PrivateFile.content("ssh.key", file));
        PrivateFile.requireToBePrivate("ssh.key", "a private key", file);
        PrivateKeyFile key = new PrivateKeyFile(file, text);
        key.openSshType()
                .ifPresent(
                        type -> {
                            if (type.equals("ssh-dss")) {
                                throw KeyText.dsa(file);
                            }
                            if (type.startsWith("sk-")) {
                                throw KeyText.ofNoUse(
                                        file,
                                        "belongs to a security key, which cannot be asked here");
                            }
                        });
        return key;
    }

    /** The key, if no passphrase protects it. */
    Optional<KeyPair> unprotected() {
        Passphrase asked = new Passphrase(null);
        try {
            return Optional.of(decode(asked));
        } catch (UsageException refused) {
            throw refused;
        } catch (IOException | RuntimeException failed) {
            if (asked.used) {
                return Optional.empty();
            }
            throw unread(failed);
        }
    }

    private UsageException unread(Exception failed) {
        String words = Reason.of(failed);
        if (lacksCipher(failed)) {
            return KeyText.unread(
                    file,
                    "is protected by a cipher that is not read here (%s)".formatted(words),
                    failed);
        }
        return words.contains("not supported") || words.contains("Cannot decode keytype")
                ? KeyText.ofNoUse(
                        file, "is a key of a kind that is not read here (%s)".formatted(words))
                : KeyText.damaged(file, failed);
    }

    /** The key, for whose passphrase somebody is asked. */
    KeyPair unlock(PassphrasePrompt prompt) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            char[] answer = prompt.ask(question(attempt)).orElseThrow(this::nobodyToAsk);
            try {
                return decode(new Passphrase(answer));
            } catch (UsageException refused) {
                throw refused;
            } catch (IOException | RuntimeException wrong) {
                if (lacksCipher(wrong) || wrong instanceof UnreadKindException) {
                    throw unread(wrong);
                }
                // What a wrong passphrase makes of a key is arbitrary, and so is what it fails
                // with.
            }
        }
        throw new OperationFailedException(
                "ssh.key: none of %d passphrases was that of %s".formatted(TRIES, file));
    }

    private String question(int attempt) {
        return attempt == 1
                ? "Passphrase for %s: ".formatted(file)
                : "That was not it. Passphrase for %s: ".formatted(file);
    }

    private OperationFailedException nobodyToAsk() {
        return new OperationFailedException(
                ("ssh.key: %s is protected by a passphrase, and there is no terminal to ask on."
                                + " Try: ssh-add %s")
                        .formatted(file, ShellWords.path(file)));
    }

    private static boolean lacksCipher(Throwable failed) {
        return failed != null
                && (failed instanceof UnreadProtectionException
                        || (failed.getMessage() != null
                                && LACKS_CIPHER.matcher(failed.getMessage()).find())
                        || lacksCipher(failed.getCause()));
    }

    private KeyPair decode(Passphrase passphrase) throws IOException {
        KeyPair pair = pair(passphrase);
        if (pair.getPublic() instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() < SHORTEST_RSA_BITS) {
            throw KeyText.ofNoUse(
                    file,
                    "is an RSA key of %d bits, and sshd takes none of fewer than %d"
                            .formatted(rsa.getModulus().bitLength(), SHORTEST_RSA_BITS));
        }
        return pair;
    }

    private KeyPair pair(Passphrase passphrase) throws IOException {
        if (key.isPkcs8()) {
            return decodePkcs8(passphrase);
        }
        if (key.isSec1()) {
            BouncyCastle.load();
            return Pkcs8Key.sec1(key.text(), () -> passphrase.reqPassword(null)).pair();
        }
        if (!isOfKindTheJdkReads()) {
            BouncyCastle.load();
        }
        return decode(
                key.isOpenSsh() ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile(),
                key.text(),
                passphrase);
    }

    private KeyPair decodePkcs8(Passphrase passphrase) throws IOException {
        BouncyCastle.load();
        Pkcs8Key read =
                key.kind().equals(KeyText.PKCS8_ENCRYPTED)
                        ? Pkcs8Key.unlocked(key.text(), passphrase.reqPassword(null))
                        : Pkcs8Key.plain(key.text());
        if (read.isDsa()) {
            throw KeyText.dsa(file);
        }
        return read.pair();
    }

    private static KeyPair decode(FileKeyProvider decoder, String text, Passphrase passphrase)
            throws IOException {
        decoder.init(text, null, passphrase);
        return new KeyPair(decoder.getPublic(), decoder.getPrivate());
    }

    /**
     * Only OpenSSH's format shows the kind; of PEM, the usual one is the RSA that EC2 hands out.
     */
    private boolean isOfKindTheJdkReads() {
        return key.isOpenSsh()
                ? openSshType().map(type -> !type.startsWith("ecdsa-")).orElse(false)
                : key.kind().equals("RSA");
    }

    /** The type of a key in OpenSSH's format, which has it in the clear. */
    private Optional<String> openSshType() {
        return publicKey()
                .map(
                        wire -> {
                            try {
                                return new Buffer.PlainBuffer(wire).readString();
                            } catch (Buffer.BufferException nonsense) {
                                return "";
                            }
                        });
    }

    /** The public half as the agent knows it; only OpenSSH's format has it in the clear. */
    Optional<byte[]> publicKey() {
        if (!key.isOpenSsh()) {
            return Optional.empty();
        }
        try {
            Buffer.PlainBuffer content =
                    new Buffer.PlainBuffer(Base64.getDecoder().decode(key.body()));
            content.readRawBytes(new byte[OPENSSH_MAGIC.length()]);
            content.readString(); // cipher
            content.readString(); // key derivation
            content.readBytes(); // its parameters
            content.readUInt32(); // number of keys
            return Optional.of(content.readBytes());
        } catch (Buffer.BufferException | IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    /** Gives one answer, or none at all, and remembers whether it was needed. */
    private static final class Passphrase implements PasswordFinder {
        private final char[] answer;
        private boolean used;

        private Passphrase(char[] answer) {
            this.answer = answer;
        }

        @Override
        public char[] reqPassword(Resource<?> resource) {
            used = true;
            if (answer == null) {
                throw new IllegalStateException("protected by a passphrase");
            }
            return answer;
        }

        @Override
        public boolean shouldRetry(Resource<?> resource) {
            return false;
        }
    }
}

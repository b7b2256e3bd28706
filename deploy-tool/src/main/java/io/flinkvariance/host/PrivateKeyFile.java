package io.flinkvariance.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;

/** The private key of {@code ssh.key}: ed25519, ECDSA or RSA, in OpenSSH's format or PEM. */
final class PrivateKeyFile {
    private static final int TRIES = 3;
    private static final Pattern BEGIN =
            Pattern.compile("^-----BEGIN (?<kind>[A-Z ]*)PRIVATE KEY-----", Pattern.MULTILINE);
    private static final Pattern PUBLIC_KEY =
            Pattern.compile("^(ssh-|ecdsa-|sk-)[^ ]+ AAAA|^-----BEGIN .*PUBLIC KEY-----");
    private static final String OPENSSH = "OPENSSH ";
    private static final String OPENSSH_MAGIC = "openssh-key-v1\0";

    private final Path file;
    private final String text;
    private final boolean openSsh;

    private PrivateKeyFile(Path file, String text, boolean openSsh) {
        this.file = file;
        this.text = text;
        this.openSsh = openSsh;
    }

    /** Reads the file, unless others can read it, too. */
    static PrivateKeyFile read(Path file) {
        String text = PrivateFile.read("ssh.key", "a private key", file);
        Matcher begin = BEGIN.matcher(text);
        if (!begin.find()) {
            throw PUBLIC_KEY.matcher(text).find() ? publicKey(file) : notAKey(file, null);
        }
        // Some tools put the parameters of the curve before the key.
        return new PrivateKeyFile(
                file, text.substring(begin.start()), begin.group("kind").equals(OPENSSH));
    }

    private static UsageException publicKey(Path file) {
        String name = file.toString();
        return new UsageException(
                "ssh.key: %s is a public key. Try: the private one, %s"
                        .formatted(
                                name,
                                name.endsWith(".pub")
                                        ? name.substring(0, name.length() - ".pub".length())
                                        : "without .pub"));
    }

    private static UsageException notAKey(Path file, Throwable cause) {
        return new UsageException(
                ("ssh.key: %s is not a private key that can be read here."
                                + " Try: ssh-keygen -p -f %s, which writes OpenSSH's format")
                        .formatted(file, ShellWords.quote(file.toString())),
                cause);
    }

    /** The key, if no passphrase protects it. */
    Optional<KeyPair> unprotected() {
        Passphrase asked = new Passphrase(null);
        try {
            return Optional.of(decode(asked));
        } catch (IOException | RuntimeException failed) {
            if (asked.used) {
                return Optional.empty();
            }
            throw notAKey(file, failed);
        }
    }

    /** The key, for whose passphrase somebody is asked. */
    KeyPair unlock(PassphrasePrompt prompt) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            char[] answer = prompt.ask(question(attempt)).orElseThrow(this::nobodyToAsk);
            try {
                return decode(new Passphrase(answer));
            } catch (IOException | RuntimeException wrong) {
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
                        .formatted(file, ShellWords.quote(file.toString())));
    }

    private KeyPair decode(Passphrase passphrase) throws IOException {
        if (!isOfKindTheJdkReads()) {
            BouncyCastle.load();
        }
        FileKeyProvider decoder = openSsh ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile();
        decoder.init(text, null, passphrase);
        return new KeyPair(decoder.getPublic(), decoder.getPrivate());
    }

    /**
     * Only OpenSSH's format shows the kind; of PEM, the usual one is the RSA that EC2 hands out.
     */
    private boolean isOfKindTheJdkReads() {
        return openSsh
                ? publicKey()
                        .map(key -> !new String(key, ISO_8859_1).contains("ecdsa-"))
                        .orElse(false)
                : text.startsWith("-----BEGIN RSA ");
    }

    /** The public half as the agent knows it; only OpenSSH's format has it in the clear. */
    Optional<byte[]> publicKey() {
        if (!openSsh) {
            return Optional.empty();
        }
        try {
            String body =
                    text.lines()
                            .skip(1)
                            .takeWhile(l -> !l.startsWith("-"))
                            .reduce("", String::concat);
            Buffer.PlainBuffer content = new Buffer.PlainBuffer(Base64.getDecoder().decode(body));
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

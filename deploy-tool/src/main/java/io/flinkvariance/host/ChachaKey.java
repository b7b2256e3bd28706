package io.flinkvariance.host;

import com.hierynomus.sshj.userauth.keyprovider.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;
import org.bouncycastle.crypto.engines.ChaChaEngine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * A key in OpenSSH's format under ChaCha20-Poly1305, of which the library of SSH knows the cipher
 * of connections only: a file has no length to be hidden, and its tag stands behind the text.
 *
 * @see <a href="https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key">the
 *     format</a>
 */
final class ChachaKey {
    static final String CIPHER = "chacha20-poly1305@openssh.com";

    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

    /** Of two keys of 32 bytes; the second one would hide the length. */
    private static final int KEY_BYTES = 64;

    private static final int CIPHER_KEY_BYTES = 32;
    private static final int BLOCK_BYTES = 64;
    private static final int TAG_BYTES = 16;
    private static final byte[] NONCE = new byte[8];

    private ChachaKey() {}

    /**
     * The same key without a passphrase.
     *
     * @param body what stands between the first line and the last
     * @return the lines of an OpenSSH key
     * @throws IOException if the passphrase is another
     */
    static String unlocked(String body, char[] passphrase) throws IOException {
        Buffer.PlainBuffer locked = new Buffer.PlainBuffer(Base64.getDecoder().decode(body));
        locked.readRawBytes(new byte[MAGIC.length]);
        locked.readString(); // cipher
        locked.readString(); // key derivation
        Buffer.PlainBuffer derivation = new Buffer.PlainBuffer(locked.readBytes());
        byte[] salt = derivation.readBytes();
        byte[] key = new byte[KEY_BYTES];
        new BCrypt().pbkdf(bytes(passphrase), salt, derivation.readUInt32AsInt(), key);
        long keys = locked.readUInt32();
        byte[] publicKey = locked.readBytes();
        byte[] text = locked.readBytes();
        byte[] tag = new byte[TAG_BYTES];
        locked.readRawBytes(tag);
        byte[] open =
                new Buffer.PlainBuffer()
                        .putRawBytes(MAGIC)
                        .putString("none")
                        .putString("none")
                        .putString("")
                        .putUInt32(keys)
                        .putBytes(publicKey)
                        .putBytes(decrypted(text, tag, key))
                        .getCompactData();
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n%s\n-----END OPENSSH PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(open).replace("\r", ""));
    }

    private static byte[] bytes(char[] passphrase) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    /** The first block of the stream authenticates, those after it encrypt. */
    private static byte[] decrypted(byte[] text, byte[] tag, byte[] key) throws IOException {
        ChaChaEngine stream = new ChaChaEngine();
        stream.init(false, new ParametersWithIV(new KeyParameter(key, 0, CIPHER_KEY_BYTES), NONCE));
        byte[] block = new byte[BLOCK_BYTES];
        stream.processBytes(block, 0, block.length, block, 0);
        Poly1305 authentication = new Poly1305();
        authentication.init(new KeyParameter(block, 0, CIPHER_KEY_BYTES));
        authentication.update(text, 0, text.length);
        byte[] expected = new byte[TAG_BYTES];
        authentication.doFinal(expected, 0);
        if (!MessageDigest.isEqual(expected, tag)) {
            throw new IOException("the passphrase is another");
        }
        byte[] open = new byte[text.length];
        stream.processBytes(text, 0, text.length, open, 0);
        return open;
    }
}

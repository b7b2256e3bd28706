package io.flinkvariance.host;

import io.flinkvariance.error.Message;
import io.flinkvariance.error.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of a private key, from its first line to its last, without what editors and clipboards
 * leave at the ends of lines.
 *
 * @param text whose lines end in a line feed
 * @param kind the word before {@code PRIVATE KEY} in the first line, empty for PKCS#8
 */
record KeyText(String text, String kind) {
    static final String OPENSSH = "OPENSSH";
    static final String DSA = "DSA";
    static final String SEC1 = "EC";
    static final String PKCS8_ENCRYPTED = "ENCRYPTED";

    /** As bytes are read: one character each. */
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private static final Pattern BEGIN =
            Pattern.compile("^-----BEGIN (?<kind>[A-Z]*) ?PRIVATE KEY-----", Pattern.MULTILINE);
    private static final Pattern WHOLE_FIRST_LINE = Pattern.compile("-----BEGIN [A-Z ]*-----\n");
    private static final Pattern END =
            Pattern.compile("^-----END [A-Z ]*PRIVATE KEY-----$", Pattern.MULTILINE);
    private static final Pattern PUBLIC_KEY =
            Pattern.compile(
                    "^(ssh-|ecdsa-|sk-)[^ ]+ AAAA|^-----BEGIN .*PUBLIC KEY-----"
                            + "|^---- BEGIN SSH2 PUBLIC KEY ----");
    private static final Pattern FORMAT_OF_PUTTY = Pattern.compile("^PuTTY-User-Key-File-");
    private static final Pattern FORMAT_OF_SSH1 = Pattern.compile("^SSH PRIVATE KEY FILE FORMAT 1");
    private static final Pattern FORMAT_OF_SSH2 = Pattern.compile("^---- BEGIN SSH2 ");
    private static final Pattern CERTIFICATE =
            Pattern.compile("^-----BEGIN (TRUSTED )?CERTIFICATE-----", Pattern.MULTILINE);
    private static final Pattern PGP = Pattern.compile("^-----BEGIN PGP ", Pattern.MULTILINE);
    private static final Pattern UTF_16 = Pattern.compile("^(\u00FF\u00FE|\u00FE\u00FF|.\0|\0.)");
    private static final Pattern BINARY =
            Pattern.compile("[\\x00-\\x08\\x0E-\\x1F\\x7F]", Pattern.DOTALL);

    private static final String FETCH_IT_AGAIN = "the file again, from where it came from";

    /**
     * Finds it in the content of a file.
     *
     * @throws UsageException that names what the file is instead
     */
    static KeyText of(Path file, String content) {
        String text = tidied(content);
        Matcher begin = BEGIN.matcher(text);
        if (!begin.find()) {
            throw refused(notAKey(file, content, text));
        }
        // Some tools put the parameters of the curve before the key.
        String key = text.substring(begin.start());
        if (!WHOLE_FIRST_LINE.matcher(key).lookingAt()) {
            throw refused(is(file, "has lost the ends of its lines").trying(FETCH_IT_AGAIN));
        }
        if (!END.matcher(key).find()) {
            throw refused(
                    is(file, "is cut off, as its last line is missing").trying(FETCH_IT_AGAIN));
        }
        KeyText found = new KeyText(key, begin.group("kind"));
        if (found.kind.equals(DSA)) {
            throw dsa(file);
        }
        return found;
    }

    private static String tidied(String content) {
        String text =
                content.startsWith(BYTE_ORDER_MARK)
                        ? content.substring(BYTE_ORDER_MARK.length())
                        : content;
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "", "\n"));
    }

    private static Message notAKey(Path file, String content, String text) {
        if (text.isBlank()) {
            return is(file, "is empty").trying("ssh.key= the file of a private key");
        }
        if (PUBLIC_KEY.matcher(text).find()) {
            return is(file, "is a public key").trying("the private one, " + privateHalf(file));
        }
        if (UTF_16.matcher(content).find()) {
            return is(file, "is text in UTF-16")
                    .trying(
                            into(
                                    file,
                                    ".ascii",
                                    (from, to) ->
                                            "(umask 077; iconv -f UTF-16 -t US-ASCII %s >%s)"
                                                    .formatted(from, to)));
        }
        if (FORMAT_OF_PUTTY.matcher(text).find()) {
            return is(file, "is a key in the format of PuTTY")
                    .trying(
                            into(
                                    file,
                                    ".openssh",
                                    (from, to) ->
                                            "puttygen %s -O private-openssh -o %s"
                                                    .formatted(from, to)));
        }
        Function<String, Message> another =
                what -> is(file, what).trying("ssh.key= a private key in OpenSSH's format or PEM");
        if (FORMAT_OF_SSH1.matcher(text).find()) {
            return another.apply("is a key of SSH's version 1, which nobody speaks any more");
        }
        if (FORMAT_OF_SSH2.matcher(text).find()) {
            return another.apply("is a key in the format of ssh.com");
        }
        if (CERTIFICATE.matcher(text).find()) {
            return another.apply("is a certificate, without its private key");
        }
        if (PGP.matcher(text).find()) {
            return another.apply("is a key of PGP");
        }
        return another.apply(
                BINARY.matcher(content).find()
                        ? "is binary, and neither OpenSSH's format nor PEM"
                        : "is no private key: there is no line BEGIN … PRIVATE KEY in it");
    }

    private static String privateHalf(Path file) {
        String name = file.toString();
        return Stream.of("-cert.pub", ".pub")
                .filter(name::endsWith)
                .findFirst()
                .map(end -> name.substring(0, name.length() - end.length()))
                .orElse("without .pub");
    }

    /** A command that makes another file of it, which overwrites none. */
    private static String into(Path file, String end, BinaryOperator<String> command) {
        Path made =
                Stream.iterate(1, number -> number + 1)
                        .map(number -> Path.of(file + (number == 1 ? end : end + number)))
                        .filter(Files::notExists)
                        .findFirst()
                        .orElseThrow();
        return "%s, and ssh.key=%s"
                .formatted(
                        command.apply(ShellWords.path(file), ShellWords.path(made)),
                        // A properties file takes a backslash for the begin of an escape.
                        made.toString().replace("\\", "\\\\"));
    }

    /** A kind of key that no sshd takes since OpenSSH 7.0, unless it is told to. */
    static UsageException dsa(Path file) {
        return ofNoUse(file, "is a DSA key, which sshd refuses");
    }

    /** A key that cannot be made one that is of use. */
    static UsageException ofNoUse(Path file, String what) {
        return refused(
                is(file, what)
                        .trying(
                                "ssh-keygen -t ed25519, and the public half of that in"
                                        + " ~/.ssh/authorized_keys there"));
    }

    /** A key whose lines are all there and make none. */
    static UsageException damaged(Path file, Throwable cause) {
        return new UsageException(
                is(file, "is damaged: what its lines hold is no key")
                        .trying(FETCH_IT_AGAIN)
                        .toString(),
                cause);
    }

    /** A protection of keys that another program may turn into one that is read. */
    static UsageException unread(Path file, String what, Throwable cause) {
        return new UsageException(
                is(file, what)
                        .trying(
                                "%s, which writes OpenSSH's format"
                                        .formatted("ssh-keygen -p -f " + ShellWords.path(file)))
                        .toString(),
                cause);
    }

    private static Message is(Path file, String what) {
        return Message.of("ssh.key", file + " " + what);
    }

    private static UsageException refused(Message message) {
        return new UsageException(message.toString());
    }

    /** What stands between the first line and the last. */
    String body() {
        return text.lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("-"))
                .collect(Collectors.joining());
    }

    boolean isOpenSsh() {
        return kind.equals(OPENSSH);
    }

    /** As {@code openssl ecparam} writes it, and {@code ssh-keygen -t ecdsa -m PEM}. */
    boolean isSec1() {
        return kind.equals(SEC1);
    }

    /** PKCS#8 as {@code openssl genpkey} writes it, with or without a passphrase. */
    boolean isPkcs8() {
        return kind.isEmpty() || kind.equals(PKCS8_ENCRYPTED);
    }
}

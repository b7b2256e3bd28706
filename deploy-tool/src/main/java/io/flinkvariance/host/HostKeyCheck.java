package io.flinkvariance.host;

import io.flinkvariance.error.ClusterStateException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Lets a connection go on only if the machine has a key that is known for it. */
final class HostKeyCheck implements HostKeyVerifier {
    private final KnownHosts known;
    private final SshMachine machine;
    private volatile ClusterStateException refusal;

    HostKeyCheck(KnownHosts known, SshMachine machine) {
        this.known = known;
        this.machine = machine;
    }

    /** Why a key was refused, if one was. */
    Optional<ClusterStateException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public boolean verify(String host, int port, PublicKey key) {
        List<KnownHosts.Line> lines = known.about(host, port);
        String presented = Base64.getEncoder().encodeToString(wire(key));
        List<KnownHosts.Line> same =
                lines.stream().filter(line -> line.key().equals(presented)).toList();
        Optional<KnownHosts.Line> revoked =
                same.stream().filter(KnownHosts.Line::revoked).findFirst();
        if (revoked.isPresent()) {
            refusal = revoked(host, key, revoked.get().number());
        } else if (same.isEmpty()) {
            refusal =
                    lines.stream()
                            .filter(line -> !line.revoked())
                            .findFirst()
                            .map(line -> changed(host, key, line.number()))
                            .orElseGet(() -> unknown(host, port, key));
        }
        return refusal == null;
    }

    /** The kinds of key to ask for first, so that the machine presents one that can be compared. */
    @Override
    public List<String> findExistingAlgorithms(String host, int port) {
        return known.about(host, port).stream()
                .filter(line -> !line.revoked())
                .map(KnownHosts.Line::type)
                .flatMap(HostKeyCheck::algorithms)
                .distinct()
                .toList();
    }

    /** An RSA key signs in several ways, and its own name is that of the broken one. */
    private static Stream<String> algorithms(String type) {
        return type.equals(KeyType.RSA.toString())
                ? Stream.of("rsa-sha2-512", "rsa-sha2-256")
                : Stream.of(type);
    }

    private ClusterStateException unknown(String host, int port, PublicKey key) {
        return new ClusterStateException(
                ("[%s] connecting: its host key is not in %s; it presented %s."
                                + " Try: %s >> %s, if the machine itself"
                                + " says the same (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub)")
                        .formatted(
                                host,
                                known.file(),
                                fingerprint(key),
                                scan(host, port, key),
                                ShellWords.path(known.file())));
    }

    /** From where the machine can be reached: that is not always here. */
    private String scan(String host, int port, PublicKey key) {
        // Its short name, which is also that of ssh-keygen.
        String type = KeyType.fromKey(key).toString().replaceFirst("^(?:ssh-)?([a-z0-9]+).*", "$1");
        String scan =
                ShellWords.join("ssh-keyscan", "-p", Integer.toString(port), "-t", type, host);
        String there =
                machine.jump()
                        .map(jump -> machine.commandLineOn(jump) + " " + ShellWords.quote(scan))
                        .orElse(scan);
        // What is added to a line that was left open would be a part of that line.
        return known.endsALine() ? there : "(echo; " + there + ")";
    }

    private ClusterStateException changed(String host, PublicKey key, int line) {
        return new ClusterStateException(
                ("[%s] connecting: its host key is not the one in line %d of %s; it presented %s."
                                + " Somebody may be in between, or the machine was made anew."
                                + " Try: ansible-playbook site.yml writes it anew,"
                                + " if you know that the machine was made anew")
                        .formatted(host, line, known.file(), fingerprint(key)));
    }

    private ClusterStateException revoked(String host, PublicKey key, int line) {
        return new ClusterStateException(
                "[%s] connecting: its host key is revoked by line %d of %s: %s"
                        .formatted(host, line, known.file(), fingerprint(key)));
    }

    private static byte[] wire(PublicKey key) {
        return new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    }

    /** As OpenSSH shows it. */
    static String fingerprint(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(wire(key));
            return KeyType.fromKey(key)
                    + " SHA256:"
                    + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package io.flinkvariance.host;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.userauth.method.AuthMethod;

/** Who logs in: a key from a file, read and unlocked once, or the keys of the agent. */
final class SshIdentity {
    private final Optional<Path> file;
    private final Optional<SshAgent> agent;
    private final PassphrasePrompt prompt;
    private KeyPair unlocked;

    /**
     * @param agentSocket where the agent listens, if there is one
     */
    SshIdentity(Optional<Path> file, Optional<Path> agentSocket, PassphrasePrompt prompt) {
        this.file = file;
        this.agent = agentSocket.map(SshAgent::new);
        this.prompt = prompt;
    }

    /** How it is named in a message. */
    String description() {
        return file.map(Path::toString).orElse("a key of the SSH agent");
    }

    /** What to try, in this order; each serves one connection. */
    synchronized List<AuthMethod> methods() {
        return file.isPresent() ? ofFile(file.get()) : ofAgent();
    }

    private List<AuthMethod> ofFile(Path path) {
        if (unlocked == null) {
            PrivateKeyFile key = PrivateKeyFile.read(path);
            Optional<KeyPair> plain = key.unprotected();
            if (plain.isEmpty()) {
                Optional<AuthMethod> fromAgent = key.publicKey().flatMap(this::inAgent);
                if (fromAgent.isPresent()) {
                    return List.of(fromAgent.get());
                }
            }
            unlocked = plain.orElseGet(() -> key.unlock(prompt));
        }
        return List.of(new KeyAuthentication(unlocked));
    }

    /** A passphrase that the agent was told need not be asked for again. */
    private Optional<AuthMethod> inAgent(byte[] publicKey) {
        if (agent.isEmpty()) {
            return Optional.empty();
        }
        try {
            for (byte[] key : agent.get().keys()) {
                if (Arrays.equals(key, publicKey)) {
                    return Optional.of(new AgentAuthentication(agent.get(), key));
                }
            }
        } catch (IOException noAgent) {
            // The passphrase does it, too.
        }
        return Optional.empty();
    }

    private List<AuthMethod> ofAgent() {
        SshAgent keys =
                agent.orElseThrow(
                        () ->
                                new UsageException(
                                        "ssh.key is not set, and there is no SSH agent"
                                                + " (SSH_AUTH_SOCK is not set)."
                                                + " Try: ssh.key=/path/to/the/private/key"));
        List<AuthMethod> methods = new ArrayList<>();
        try {
            for (byte[] key : keys.keys()) {
                methods.add(new AgentAuthentication(keys, key));
            }
        } catch (IOException noAgent) {
            throw new OperationFailedException(
                    "asking the SSH agent for its keys: %s. Try: ssh-add -l"
                            .formatted(Reason.of(noAgent)),
                    noAgent);
        }
        if (methods.isEmpty()) {
            throw new OperationFailedException(
                    "ssh.key is not set, and the SSH agent holds no key."
                            + " Try: ssh-add /path/to/the/private/key");
        }
        return methods;
    }
}

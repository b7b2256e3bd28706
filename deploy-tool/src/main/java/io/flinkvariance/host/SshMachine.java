package io.flinkvariance.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One end of a connection: the host, or the bastion on the way to it.
 *
 * @param key the private key's file; without one, the keys of the SSH agent
 * @param jump what the way to it leads through
 */
record SshMachine(String host, int port, String user, Optional<Path> key, Optional<SshJump> jump) {
    static SshMachine target(SshSettings settings) {
        return new SshMachine(
                settings.host(), settings.port(), settings.user(), settings.key(), settings.jump());
    }

    static SshMachine bastion(SshSettings settings, SshJump jump) {
        return new SshMachine(
                jump.host(), jump.port(), jump.user(), settings.key(), Optional.empty());
    }

    /**
     * A command line that logs in on it by OpenSSH's client as the tool does; what is as that
     * client would have it anyway is left out.
     *
     * @param options more of them
     */
    String commandLine(String... options) {
        List<String> words = new ArrayList<>(List.of("ssh", ShellWords.join(options)));
        if (port != SshSettings.DEFAULT_PORT) {
            words.add("-p " + port);
        }
        key.ifPresent(file -> words.add("-i " + ShellWords.path(file)));
        jump.ifPresent(over -> words.add(through(over)));
        words.add(ShellWords.quote(user + "@" + host));
        return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }

    /** OpenSSH's client offers the key of {@code -i} to the host, and not to a bastion of -J. */
    private String through(SshJump over) {
        if (key.isEmpty()) {
            return "-J " + ShellWords.quote(over.toString());
        }
        String bastion =
                commandLineOn(over).replace("%", "%%").replaceFirst("^ssh ", "ssh -W %h:%p ");
        return "-o " + ShellWords.quote("ProxyCommand=" + bastion);
    }

    /** The same for a bastion on the way to it. */
    String commandLineOn(SshJump bastion) {
        return new SshMachine(bastion.host(), bastion.port(), bastion.user(), key, Optional.empty())
                .commandLine();
    }
}

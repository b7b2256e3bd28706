package io.flinkvariance.cli;

import io.flinkvariance.cluster.JobJar;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.PassphrasePrompt;
import io.flinkvariance.host.SshHost;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.kit.KitHome;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All that a command has to do with but its command line.
 *
 * @param kit finds the kit; what does not need it does not ask
 * @param jobJar finds the jar of the job
 * @param hosts makes the way to a host, without going it yet
 * @param environment a variable of the environment
 */
record Surroundings(
        Console console,
        Supplier<KitHome> kit,
        Supplier<Path> jobJar,
        Function<SshSettings, Host> hosts,
        Function<String, Optional<String>> environment,
        Clock clock) {

    /** Those of this process. */
    static Surroundings ofProcess(Console console) {
        return new Surroundings(
                console,
                KitHome::locate,
                JobJar::locate,
                ssh -> new SshHost(ssh, PassphrasePrompt.onTerminal()),
                name -> Optional.ofNullable(System.getenv(name)),
                Clock.systemUTC());
    }
}

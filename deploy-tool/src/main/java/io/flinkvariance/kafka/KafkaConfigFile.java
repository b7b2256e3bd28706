package io.flinkvariance.kafka;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.file.RegularFile;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.scenario.PropertiesText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A properties file with which Kafka's clients reach a broker of the user's: TLS and a login. */
public final class KafkaConfigFile {
    /** What stands where a secret was. */
    private static final String HIDDEN = "***";

    private static final String TRY = "Try: the properties file that Kafka's own tools take";

    /** The option of a login module that is one, in quotes or not. */
    private static final Pattern SECRET_OPTION =
            Pattern.compile(
                    "(?i)[\\w.-]*(?:password|secret|token|credential)[\\w.-]*\\s*=\\s*"
                            + "(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\]|\\\\.)*)'|([^\\s;]+))");

    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Path path;
    private final List<String> secrets;

    private KafkaConfigFile(Path path, List<String> secrets) {
        this.path = path;
        this.secrets = List.copyOf(secrets);
    }

    /**
     * Reads it.
     *
     * @throws UsageException if it cannot be read, with everything that is wrong with it, and no
     *     value of it
     */
    public static KafkaConfigFile read(Path file) {
        PropertiesText text = text(file);
        KafkaConfigKeys keys = KafkaConfigKeys.ofKit();
        List<String> faults = new ArrayList<>(text.faults());
        text.values()
                .forEach(
                        (key, value) ->
                                keys.fault(key, value)
                                        .ifPresent(fault -> faults.add(file + ": " + fault)));
        if (!faults.isEmpty()) {
            throw new UsageException(
                    faults.stream()
                            .map(PropertiesText::onOneLine)
                            .distinct()
                            .collect(Collectors.joining("\n")));
        }
        return new KafkaConfigFile(file, secrets(text.values(), keys));
    }

    private static PropertiesText text(Path file) {
        if (!Files.exists(file)) {
            throw new UsageException("%s: there is no such file. %s".formatted(file, TRY));
        }
        RegularFile.otherKind(file)
                .ifPresent(
                        kind -> {
                            throw new UsageException(
                                    "%s: cannot be read: it is %s. %s".formatted(file, kind, TRY));
                        });
        try {
            return PropertiesText.readSecrets(file);
        } catch (IOException unreadable) {
            throw new UsageException("%s: cannot be read. %s".formatted(file, TRY), unreadable);
        }
    }

    private static List<String> secrets(Map<String, String> values, KafkaConfigKeys keys) {
        Set<String> secrets = new LinkedHashSet<>();
        values.forEach(
                (key, value) -> {
                    if (keys.isSecret(key)) {
                        secrets.add(value);
                        Matcher options = SECRET_OPTION.matcher(value);
                        while (options.find()) {
                            secrets.add(
                                    Optional.ofNullable(options.group(1))
                                            .or(() -> Optional.ofNullable(options.group(2)))
                                            .orElseGet(() -> options.group(3)));
                        }
                    }
                });
        secrets.remove("");
        return secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    /**
     * What it holds that nobody is to see, passwords and the lines that they stand in: the longest
     * first, so that none is left of which another one is a part.
     */
    public List<String> secrets() {
        return secrets;
    }

    /** A text without any of them. */
    String hiding(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }

    /** What is to be told of it: that others can read a password. */
    public Optional<String> note() {
        if (secrets.isEmpty()) {
            return Optional.empty();
        }
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return permissions.stream().noneMatch(OF_OTHERS::contains)
                    ? Optional.empty()
                    : Optional.of(
                            "%s: it holds a password, and others can read it (%s). Try: chmod 600 %s"
                                    .formatted(
                                            path,
                                            PosixFilePermissions.toString(permissions),
                                            ShellWords.path(path)));
        } catch (IOException | UnsupportedOperationException notTold) {
            return Optional.empty();
        }
    }
}

package io.flinkvariance.cluster;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.flink.FlinkVersion;
import io.flinkvariance.flink.MemoryText;
import io.flinkvariance.kit.KeyList;
import io.flinkvariance.scenario.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The keys of {@code flink-conf.yaml} that a release of Flink knows. Flink itself passes over one
 * that it does not know, and takes the default of what was meant.
 */
public final class FlinkConfKeys {
    /** What is configured by keys that end as the user, a plugin or another program names them. */
    private static final List<String> FAMILIES =
            List.of(
                    "metrics.reporter.",
                    "state.backend.rocksdb.",
                    "containerized.",
                    "yarn.",
                    "mesos.",
                    "fs.",
                    "s3.",
                    "java.");

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");

    private final FlinkVersion version;
    private final Map<String, Kind> kinds;

    /** What Flink takes for a key. */
    private enum Kind {
        TEXT("any text"),
        WHOLE("a whole number"),
        DECIMAL("a number"),
        BOOLEAN("true or false"),
        SIZE("a size, such as 32kb");

        private final String expected;

        Kind(String expected) {
            this.expected = expected;
        }

        private boolean takes(String value) {
            return switch (this) {
                case TEXT -> true;
                case WHOLE -> FlinkConfKeys.WHOLE.matcher(value).matches();
                case DECIMAL -> isDecimal(value);
                // Flink takes all else for false.
                case BOOLEAN -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
                case SIZE -> isSize(value);
            };
        }

        private static boolean isDecimal(String value) {
            try {
                return Double.isFinite(Double.parseDouble(value));
            } catch (NumberFormatException none) {
                return false;
            }
        }

        private static boolean isSize(String value) {
            try {
                return MemoryText.bytes(value) >= 0;
            } catch (IllegalArgumentException none) {
                return false;
            }
        }
    }

    private FlinkConfKeys(FlinkVersion version, Map<String, Kind> kinds) {
        this.version = version;
        this.kinds = kinds;
    }

    /** Those of the Flink that the kit provisions and embeds. */
    public static FlinkConfKeys ofKit() {
        FlinkVersion version = FlinkVersion.OF_KIT;
        String name = "flink-conf-keys-%s.txt".formatted(version.number());
        return new FlinkConfKeys(version, KeyList.read(FlinkConfKeys.class, name, Kind.class));
    }

    /**
     * Refuses what Flink would pass over, or fail with.
     *
     * @param option that gave the keys, as it is typed
     * @param unknownAllowed whether keys that are not known are taken
     * @param allowing the option that allows them, as it is typed
     * @throws UsageException with everything that is wrong with them
     */
    public void check(
            Map<String, String> given, String option, boolean unknownAllowed, String allowing) {
        String faults =
                given.entrySet().stream()
                        .map(
                                pair ->
                                        fault(
                                                        pair.getKey(),
                                                        pair.getValue(),
                                                        unknownAllowed,
                                                        allowing)
                                                .map(
                                                        fault ->
                                                                "%s: %s=%s: %s"
                                                                        .formatted(
                                                                                option,
                                                                                pair.getKey(),
                                                                                pair.getValue(),
                                                                                fault)))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("\n"));
        if (!faults.isEmpty()) {
            throw new UsageException(faults);
        }
    }

    private Optional<String> fault(
            String key, String value, boolean unknownAllowed, String allowing) {
        Kind kind = kinds.get(key);
        if (kind != null) {
            return kind.takes(value) ? Optional.empty() : Optional.of("expected " + kind.expected);
        }
        if (unknownAllowed || FAMILIES.stream().anyMatch(key::startsWith)) {
            return Optional.empty();
        }
        return Optional.of(
                "%s has no such key%s Try: %s, to give it all the same"
                        .formatted(
                                version,
                                NearestName.of(key, kinds.keySet())
                                        .map(nearest -> "; did you mean " + nearest + "?")
                                        .orElse("."),
                                allowing));
    }
}

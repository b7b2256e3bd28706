package io.flinkvariance.cli;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.scenario.Partitioner;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** Reads the values of options and says what is wrong with them. */
final class OptionValues {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|min|h)");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,4}(\\.\\d{1,9})?");
    private static final String AUTO = "auto";

    private OptionValues() {}

    /** An option with one value. */
    static Option single(String name, String argument, String description) {
        return Option.builder().longOpt(name).hasArg().argName(argument).desc(description).get();
    }

    /** An option whose value is a pair, {@code key=value}, and that may be given several times. */
    static Option pairs(String name, String description) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName("key=value")
                .type(Map.Entry.class)
                .desc(description + "; repeatable")
                .get();
    }

    /** Whether the option may be given several times. */
    static boolean isRepeatable(Option option) {
        return Map.Entry.class.equals(option.getType());
    }

    /** An option without a value. */
    static Option flag(String name, String description) {
        return Option.builder().longOpt(name).desc(description).get();
    }

    /** A time such as {@code 90s}; empty for {@code auto}, which is also the default. */
    static Optional<Duration> timeOrAuto(CommandLine line, String option) {
        String text = line.getOptionValue(option, AUTO);
        return text.equals(AUTO)
                ? Optional.empty()
                : Optional.of(time(option, text, AUTO + ", or a time such as 90s, 10m or 1h"));
    }

    /** A time such as {@code 90s}. */
    static Duration time(CommandLine line, String option, Duration otherwise) {
        String text = line.getOptionValue(option);
        return text == null ? otherwise : time(option, text, "a time such as 90s, 10m or 1h");
    }

    private static Duration time(String option, String text, String expected) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw expected(option, text, expected);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
    }

    /** A whole number in a range. */
    static int number(CommandLine line, String option, int otherwise, int least, int most) {
        String text = line.getOptionValue(option);
        if (text == null) {
            return otherwise;
        }
        String expected = "a whole number from " + least + " to " + most;
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw expected(option, text, expected);
        }
        throw expected(option, text, expected);
    }

    /** Any whole number that has a place in a {@code long}; empty if the option is not given. */
    static Optional<Long> wholeNumber(CommandLine line, String option) {
        String text = line.getOptionValue(option);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException notANumber) {
            throw expected(option, text, "a whole number");
        }
    }

    /** Milliseconds such as {@code 0.1}; empty if the option is not given. */
    static Optional<Double> millis(CommandLine line, String option) {
        String text = line.getOptionValue(option);
        if (text == null) {
            return Optional.empty();
        }
        if (!MILLIS.matcher(text).matches()) {
            throw expected(option, text, "milliseconds, 0 to 9999, such as 0.1");
        }
        return Optional.of(Double.valueOf(text));
    }

    /** Values of the form {@code key=value}; a key given twice is an error. */
    static Map<String, String> pairs(CommandLine line, String option) {
        Map<String, String> pairs = new LinkedHashMap<>();
        String[] values = line.getOptionValues(option);
        for (String value : values == null ? new String[0] : values) {
            int equals = value.indexOf('=');
            if (equals < 1) {
                throw expected(option, value, "key=value");
            }
            String before =
                    pairs.put(
                            value.substring(0, equals).strip(),
                            value.substring(equals + 1).strip());
            if (before != null) {
                throw new UsageException("--" + option + " " + value + ": the key is given twice");
            }
        }
        return pairs;
    }

    /** How records are routed. */
    static Partitioner partitioner(String option, String name) {
        try {
            return Partitioner.of(name);
        } catch (IllegalArgumentException unknown) {
            List<String> names =
                    Arrays.stream(Partitioner.values()).map(Partitioner::toString).toList();
            throw new UsageException(
                    expected(option, name, String.join(" or ", names)).getMessage(), unknown);
        }
    }

    /** The error for a command's argument that is not what was expected. */
    static UsageException notOneOf(String command, String argument, String expected) {
        return new UsageException(command + " " + argument + ": expected " + expected);
    }

    /** The error for a value that is not what was expected. */
    static UsageException expected(String option, String value, String expected) {
        return new UsageException("--" + option + " " + value + ": expected " + expected);
    }
}

package io.flinkvariance.yarn;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of Java that a process of Flink's runs on, as its log tells it. */
final class SessionJava {
    static final String UNKNOWN = "unknown";

    /** {@code EnvironmentInformation}: name, vendor, specification and version of the JVM. */
    private static final Pattern JVM = Pattern.compile("JVM: .* - ([\\d.]+)/(\\S+)");

    private static final Pattern OF_JAVA_8 = Pattern.compile("25\\.(\\d+)-b\\d+.*");

    private SessionJava() {}

    /** As {@code java -version} would tell it, {@code 1.8.0_402} for one. */
    static String version(String log) {
        Matcher jvm = JVM.matcher(log);
        if (!jvm.find()) {
            return UNKNOWN;
        }
        Matcher java8 = OF_JAVA_8.matcher(jvm.group(2));
        return jvm.group(1).equals("1.8") && java8.matches()
                ? "1.8.0_" + java8.group(1)
                : jvm.group(2);
    }
}

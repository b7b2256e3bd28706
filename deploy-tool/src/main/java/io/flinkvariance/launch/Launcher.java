package io.flinkvariance.launch;

import java.lang.reflect.InvocationTargetException;

/**
 * The entry point of the jar: refuses a JVM that the tool was never tried on, then starts it.
 *
 * <p>Java 8 bytecode, and the only class that is: an old JVM must get as far as the message.
 */
public final class Launcher {
    static final int OLDEST_JAVA = 17;

    /** The newest release that the embedded Flink 1.8.1 was run on. */
    static final int NEWEST_JAVA = 25;

    private static final int USAGE = 2;

    private Launcher() {}

    /** Starts the tool with the arguments of the command line. */
    public static void main(String[] arguments) throws Exception {
        String fault = faultOf(System.getProperty("java.specification.version"));
        if (fault != null) {
            System.err.println(fault);
            System.exit(USAGE);
        }
        try {
            Class.forName("io.flinkvariance.cli.Main")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() instanceof Exception ? (Exception) failed.getCause() : failed;
        }
    }

    /** What is wrong with that version of Java, or null. */
    static String faultOf(String specificationVersion) {
        int version = feature(specificationVersion);
        if (version >= OLDEST_JAVA && version <= NEWEST_JAVA) {
            return null;
        }
        return "deploy-tool runs on Java "
                + OLDEST_JAVA
                + " to "
                + NEWEST_JAVA
                + ", and this is Java "
                + version
                + ". Try: set JAVA_HOME to a JDK of that range";
    }

    private static int feature(String specificationVersion) {
        String version =
                specificationVersion.startsWith("1.")
                        ? specificationVersion.substring(2)
                        : specificationVersion;
        return Integer.parseInt(version);
    }
}

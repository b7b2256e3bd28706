package io.flinkvariance.flink;

/**
 * What differs from one release of Flink to another, as far as the kit has to do with it.
 *
 * @param number such as 1.8.1
 * @param javaOfProcesses how the versions of Java begin that its processes run on
 * @param javaInWords the same for people
 * @param segmentBytes size of a network buffer when nothing is configured
 * @param buffersPerChannel those of a channel's own, likewise
 * @param floatingBuffers those that the channels of a gate share, likewise
 */
public record FlinkVersion(
        String number,
        String javaOfProcesses,
        String javaInWords,
        int segmentBytes,
        int buffersPerChannel,
        int floatingBuffers) {

    /**
     * The one that the kit provisions and embeds. Its Akka 2.4 looks into strings as only Java 8
     * has them.
     */
    public static final FlinkVersion OF_KIT =
            new FlinkVersion("1.8.1", "1.8.", "Java 8", 32 * 1024, 2, 8);

    /** Whether its processes run on such a Java, as {@code java -version} tells it. */
    public boolean runsOn(String javaVersion) {
        return javaVersion.startsWith(javaOfProcesses);
    }

    /** Whether another number is of the same line, which needs the same Java. */
    public boolean isOfLine(String otherNumber) {
        return otherNumber.startsWith(number.substring(0, number.lastIndexOf('.') + 1));
    }

    /** The jar of its reporter for InfluxDB, in {@code opt} of its archive. */
    public String reporterJar() {
        return "flink-metrics-influxdb-%s.jar".formatted(number);
    }

    @Override
    public String toString() {
        return "Flink " + number;
    }
}

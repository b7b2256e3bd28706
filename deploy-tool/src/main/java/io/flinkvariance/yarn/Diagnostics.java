package io.flinkvariance.yarn;

import io.flinkvariance.error.Message;
import io.flinkvariance.hadoop.Application;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.ShellWords;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What YARN says of an application that it ended, in words that say what to do. */
final class Diagnostics {
    private static final Pattern NOT_IN_HDFS =
            Pattern.compile("File file:/\\S*/\\.flink/application_\\S* does not exist");
    private static final Pattern BEYOND_MEMORY =
            Pattern.compile("running beyond (physical|virtual) memory limits");

    /**
     * ContainerExitStatus.ABORTED, which YARN's first line of several has in place of the words.
     */
    private static final Pattern ON_LOST_NODE =
            Pattern.compile("on a \\*lost\\* node|exitCode: -100\\b");

    private static final Pattern KILLED = Pattern.compile("was killed by user ([\\w.-]+)");
    private static final Pattern REFUSED_BY_QUEUE =
            Pattern.compile(
                    "to (?:unknown|non-leaf) queue|submit applications? to queue|"
                            + "to submit application_\\S* to queue|is STOPPED. Cannot accept");
    private static final int LONGEST = 300;

    private final String host;
    private final YarnProperties properties;

    Diagnostics(String host, YarnProperties properties) {
        this.host = host;
        this.properties = properties;
    }

    /** Why an application has ended, and what helps. */
    Message of(Application application) {
        String what = "%s on YARN".formatted(application.id());
        String said = application.diagnostics();
        Matcher notInHdfs = NOT_IN_HDFS.matcher(said);
        if (notInHdfs.find()) {
            String folder = properties.confDir().orElse("/etc/hadoop/conf");
            return Message.on(
                            host,
                            what,
                            "%s: Flink's client took the master's own disk for HDFS, as HADOOP_CONF_DIR named none"
                                    .formatted(notInHdfs.group()))
                    .trying(
                            "hadoop.confDir=%s in %s; by hand: export HADOOP_CONF_DIR=%s"
                                    .formatted(
                                            folder, properties.file(), ShellWords.quote(folder)));
        }
        Matcher memory = BEYOND_MEMORY.matcher(said);
        if (memory.find()) {
            return Message.on(host, what, "YARN ended a container that was " + memory.group())
                    .trying(
                            memory.group(1).equals("virtual")
                                    ? "yarn.nodemanager.vmem-check-enabled=false in yarn-site.xml of the nodes"
                                    : "a larger yarn.jobManagerMb in " + properties.file());
        }
        if (ON_LOST_NODE.matcher(said).find()) {
            return Message.on(host, what, "YARN has lost the node that its JobManager ran on")
                    .trying("yarn node -list -all there");
        }
        Matcher killed = KILLED.matcher(said);
        if (killed.find()) {
            return Message.on(host, what, "it was killed by " + killed.group(1));
        }
        if (REFUSED_BY_QUEUE.matcher(said).find()) {
            return Message.on(host, what, firstWords(said))
                    .trying(
                            "%s=<a queue that this user may use> in %s: mapred queue -showacls there"
                                    .formatted(YarnProperties.QUEUE, properties.file()));
        }
        return Message.on(
                        host,
                        what,
                        said.isBlank()
                                ? "it has ended, %s, and YARN does not say why"
                                        .formatted(application.state())
                                : "it has ended, %s: %s"
                                        .formatted(application.state(), firstWords(said)))
                .trying("yarn logs -applicationId %s there".formatted(application.id()));
    }

    /** What an application waits for that does not run yet. */
    static String waitingFor(Application application) {
        return application.diagnostics().isBlank()
                ? application.state()
                : application.state() + ", " + firstWords(application.diagnostics());
    }

    private static String firstWords(String said) {
        String line = said.lines().findFirst().orElse("").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}

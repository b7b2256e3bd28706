package io.flinkvariance.hadoop;

import io.flinkvariance.error.Message;
import io.flinkvariance.flink.FlinkVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the master has Hadoop's classes, and a Flink that speaks to YARN. */
final class ClientChecks {
    private static final String HADOOPS_CLASSES = "Hadoop's classes";
    private static final List<String> JARS = List.of("hadoop-common", "hadoop-yarn-client");
    private static final Pattern VERSION = Pattern.compile(".*_[0-9.]+-(\\d[^/]*)\\.jar");

    private final String host;
    private final YarnProperties properties;
    private final ClientFacts facts;

    ClientChecks(String host, YarnProperties properties, ClientFacts facts) {
        this.host = host;
        this.properties = properties;
        this.facts = facts;
    }

    List<Observation> observations() {
        return List.of(classes(), flink(), flinksYarn());
    }

    private Observation classes() {
        Optional<String> missing =
                JARS.stream().filter(jar -> !facts.has("class", jar)).findFirst();
        if (missing.isEmpty()) {
            return Observation.fine(host, HADOOPS_CLASSES, "those of HADOOP_CLASSPATH");
        }
        String why =
                facts.has("command", "hadoop")
                        ? "hadoop classpath names no jar of " + missing.get()
                        : "there is no command hadoop, and HADOOP_CLASSPATH names no jar of "
                                + missing.get();
        return Observation.fault(
                Message.on(host, HADOOPS_CLASSES, why)
                        .trying(
                                "hadoop.home=<the folder whose bin has hadoop> in %s; by hand: export HADOOP_CLASSPATH=$(hadoop classpath)"
                                        .formatted(properties.file())));
    }

    private Observation flink() {
        String home = properties.flinkHome();
        if (!facts.has("flink", "yes")) {
            return Observation.fault(
                    Message.on(host, "Flink", "there is no %s/bin/flink".formatted(home))
                            .trying(
                                    "flink.home=<the folder of a %s> in %s"
                                            .formatted(FlinkVersion.OF_KIT, properties.file())));
        }
        String version = facts.first("version").map(ClientChecks::version).orElse("unknown");
        return version.equals(FlinkVersion.OF_KIT.number())
                ? Observation.fine(host, "Flink", version + " in " + home)
                : Observation.fault(
                        Message.on(
                                        host,
                                        "Flink",
                                        "%s has version %s, and this kit is for %s"
                                                .formatted(home, version, FlinkVersion.OF_KIT))
                                .trying(
                                        "flink.home=<the folder of a %s> in %s; EMR 5.27 has one"
                                                .formatted(
                                                        FlinkVersion.OF_KIT, properties.file())));
    }

    private static String version(String jar) {
        Matcher matcher = VERSION.matcher(jar);
        return matcher.matches() ? matcher.group(1) : "unknown";
    }

    private Observation flinksYarn() {
        String home = properties.flinkHome();
        if (facts.first("yarn").isEmpty()) {
            return Observation.fault(
                    Message.on(
                                    host,
                                    "Flink's yarn jar",
                                    "no jar in %s/lib has its client of YARN".formatted(home))
                            .trying(
                                    "flink-yarn_2.11-%s.jar of Maven Central in that folder"
                                            .formatted(FlinkVersion.OF_KIT.number())));
        }
        if (!facts.has("session", "yes")) {
            return Observation.fault(
                    Message.on(
                                    host,
                                    "Flink's yarn jar",
                                    "there is no %s/bin/yarn-session.sh".formatted(home))
                            .trying(
                                    "flink.home=<the folder of a whole Flink> in %s"
                                            .formatted(properties.file())));
        }
        return Observation.fine(host, "Flink's yarn jar", facts.first("yarn").orElseThrow());
    }
}

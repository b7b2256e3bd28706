package io.flinkvariance.hadoop;

import io.flinkvariance.host.ShellWords;

/** How one comes by a HADOOP_CONF_DIR that says where HDFS and YARN are. */
final class HadoopConfDir {
    private static final String USUAL = "/etc/hadoop/conf";

    private HadoopConfDir() {}

    /** The line to type: a folder that is there and is not the wrong one, or else the usual one. */
    static String remedy(ClientFacts facts, YarnProperties properties) {
        String place =
                facts.all("place").stream()
                        .filter(found -> !found.equals(facts.confDir()))
                        .findFirst()
                        .orElse(USUAL);
        return "hadoop.confDir=%s in %s; by hand: export HADOOP_CONF_DIR=%s"
                .formatted(place, properties.file(), ShellWords.quote(place));
    }
}

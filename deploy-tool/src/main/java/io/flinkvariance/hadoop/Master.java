package io.flinkvariance.hadoop;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.script.ShellScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The machine that has Hadoop's commands and configuration, and what is run there. */
final class Master {
    private static final String WITH_HADOOP = ShellScript.read(Master.class, "with-hadoop.sh");
    private static final String CONFIGURATION = ShellScript.read(Master.class, "hadoop-conf.sh");

    /** Beyond the end of what runs there with a timeout of its own. */
    private static final Duration TO_END = Duration.ofSeconds(5);

    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(20);

    private final Host host;
    private final YarnProperties properties;

    Master(Host host, YarnProperties properties) {
        this.host = host;
        this.properties = properties;
    }

    String name() {
        return host.name();
    }

    HadoopHttp http() {
        return new HadoopHttp(host);
    }

    /** Runs one of Hadoop's commands; what has not ended by then has failed with 124. */
    CommandResult run(Duration atMost, String... command) throws InterruptedException {
        List<String> words = words(WITH_HADOOP, "with-hadoop");
        words.add(Long.toString(atMost.toSeconds()));
        words.addAll(List.of(command));
        return host.run(ShellWords.join(words), atMost.plus(TO_END));
    }

    /** What a client of Hadoop finds there. */
    ClientFacts facts() throws InterruptedException {
        List<String> words = words(CONFIGURATION, "hadoop-conf");
        words.add(properties.flinkHome());
        CommandResult result = host.run(ShellWords.join(words), LOOK_TIMEOUT);
        if (!result.succeeded()) {
            throw new OperationFailedException(
                    "[%s] looking at HADOOP_CONF_DIR: %s"
                            .formatted(host.name(), result.lastWords()));
        }
        return ClientFacts.parse(result.output());
    }

    private List<String> words(String script, String name) {
        return new ArrayList<>(
                List.of(
                        "sh",
                        "-c",
                        script,
                        name,
                        properties.confDir().orElse(""),
                        properties.hadoopHome().orElse("")));
    }
}

package io.flinkvariance.hadoop;

import io.flinkvariance.cluster.SettingsReader;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.host.SshSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code conf/yarn.properties}: how the master of a Hadoop cluster is reached, and what is where on
 * it.
 *
 * @param file that says so, as messages name it
 * @param confDir what HADOOP_CONF_DIR is set to; without it, that of the account
 * @param hadoopHome a folder whose {@code bin} has Hadoop's commands, where PATH does not
 * @param flinkHome the folder of Flink
 * @param containers what YARN is asked for
 * @param queue the one it is asked in; without it, YARN's default
 */
public record YarnProperties(
        Path file,
        SshSettings ssh,
        Optional<String> confDir,
        Optional<String> hadoopHome,
        String flinkHome,
        ContainerSizes containers,
        Optional<String> queue) {
    /** How the file calls the queue. */
    public static final String QUEUE = "yarn.queue";

    /** Names of queues, with those that they are in; no option of a command looks like one. */
    private static final Pattern QUEUE_NAME = Pattern.compile("\\w[\\w.-]*");

    private static final String CONF_DIR = "hadoop.confDir";
    private static final String HADOOP_HOME = "hadoop.home";
    private static final String FLINK_HOME = "flink.home";
    private static final String JOB_MANAGER_MB = "yarn.jobManagerMb";
    private static final String TASK_MANAGER_MB = "yarn.taskManagerMb";
    private static final String SLOTS = "yarn.slots";
    private static final List<String> KEYS =
            SettingsReader.withSsh(
                    CONF_DIR,
                    HADOOP_HOME,
                    FLINK_HOME,
                    JOB_MANAGER_MB,
                    TASK_MANAGER_MB,
                    SLOTS,
                    QUEUE);
    private static final String FLINK_OF_EMR = "/usr/lib/flink";
    private static final int MOST_MB = 1 << 20;
    private static final int MOST_SLOTS = 1000;

    /**
     * Reads the file.
     *
     * @throws UsageException with everything that is wrong with it
     */
    public static YarnProperties read(Path file) {
        return new Reader(file).read();
    }

    /** Collects the faults of a file on the way through it. */
    private static final class Reader extends SettingsReader {
        Reader(Path file) {
            super(file, KEYS, "a copy of yarn.properties.example");
        }

        YarnProperties read() {
            Optional<SshSettings> ssh =
                    ssh("the master's node", "the user that has Hadoop's commands");
            Optional<String> confDir = folder(CONF_DIR);
            Optional<String> hadoopHome = folder(HADOOP_HOME);
            String flinkHome = folder(FLINK_HOME).orElse(FLINK_OF_EMR);
            ContainerSizes containers =
                    new ContainerSizes(
                            number(JOB_MANAGER_MB, ContainerSizes.DEFAULT_MB, MOST_MB),
                            number(TASK_MANAGER_MB, ContainerSizes.DEFAULT_MB, MOST_MB),
                            number(SLOTS, ContainerSizes.DEFAULT_SLOTS, MOST_SLOTS));
            Optional<String> queue = queue();
            requireNoFault();
            return new YarnProperties(
                    file, ssh.orElseThrow(), confDir, hadoopHome, flinkHome, containers, queue);
        }

        private Optional<String> queue() {
            notEmpty(QUEUE, "YARN's default queue");
            Optional<String> queue = Optional.ofNullable(values.get(QUEUE));
            queue.filter(name -> !QUEUE_NAME.matcher(name).matches())
                    .ifPresent(
                            name ->
                                    faults.add(
                                            "%s: %s=%s: expected the name of a queue"
                                                    .formatted(file, QUEUE, name)));
            return queue;
        }

        private Optional<String> folder(String key) {
            String value = values.getOrDefault(key, "");
            requireAbsolute(key, value);
            return Optional.of(value).filter(text -> !text.isEmpty());
        }
    }
}

package io.flinkvariance.hadoop;

import io.flinkvariance.error.Message;
import io.flinkvariance.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether Flink's client on the master would find HDFS, YARN and itself; looked at before anything
 * is submitted, and without a client of Hadoop's, which would retry for minutes.
 */
public final class HadoopConfCheck {
    private static final String VARIABLE = "HADOOP_CONF_DIR";
    private static final String CORE = "core-site.xml";
    private static final String YARN = "yarn-site.xml";

    private final Master master;
    private final YarnProperties properties;
    private final int parallelism;

    /**
     * Prepares to look.
     *
     * @param host the master
     * @param parallelism subtasks that each need a slot
     */
    public HadoopConfCheck(Host host, YarnProperties properties, int parallelism) {
        this.master = new Master(host, properties);
        this.properties = properties;
        this.parallelism = parallelism;
    }

    /** All that was found, in the order in which one thing needs the other. */
    public List<Observation> examine() throws InterruptedException {
        ClientFacts facts = master.facts();
        Optional<Message> missing = missing(facts);
        List<Observation> found = new ArrayList<>();
        if (missing.isPresent()) {
            found.add(Observation.fault(missing.get()));
            found.add(
                    Observation.unknown(
                            master.name(),
                            "HDFS and YARN",
                            "nothing is known of them without %s".formatted(VARIABLE)));
        } else {
            found.add(Observation.fine(master.name(), VARIABLE, facts.confDir()));
            found.addAll(ofConfiguration(facts));
        }
        found.addAll(new ClientChecks(master.name(), properties, facts).observations());
        return List.copyOf(found);
    }

    /** Why there is no configuration to be read. */
    private Optional<Message> missing(ClientFacts facts) {
        String confDir = facts.confDir();
        if (confDir.isEmpty()) {
            return fault(
                    facts,
                    VARIABLE,
                    "not set for a command over SSH, which reads no login profile");
        }
        String what = VARIABLE + "=" + confDir;
        if (!facts.has("folder", "yes")) {
            return fault(facts, what, "there is no such folder");
        }
        for (String file : List.of(CORE, YARN)) {
            if (facts.has("unreadable", file)) {
                return fault(facts, what, file + " may not be read");
            }
            if (facts.file(file).isEmpty()) {
                return fault(facts, what, "there is no %s in it".formatted(file));
            }
        }
        return Optional.empty();
    }

    private Optional<Message> fault(ClientFacts facts, String what, String why) {
        return Optional.of(
                Message.on(master.name(), what, why)
                        .trying(HadoopConfDir.remedy(facts, properties)));
    }

    private List<Observation> ofConfiguration(ClientFacts facts) throws InterruptedException {
        try {
            HadoopConfiguration configuration = facts.configuration();
            List<Observation> found = new ArrayList<>();
            found.add(fileSystem(facts, configuration));
            found.addAll(
                    new ResourceManagerCheck(master, properties, parallelism)
                            .of(facts, configuration));
            return found;
        } catch (UnreadableAnswerException notXml) {
            return List.of(
                    Observation.fault(
                            Message.on(
                                            master.name(),
                                            VARIABLE + "=" + facts.confDir(),
                                            notXml.getMessage())
                                    .trying(
                                            "the line of that file, as Hadoop itself could not start")));
        }
    }

    /** By its value: a client that is told of none takes the local one, and is content. */
    private Observation fileSystem(ClientFacts facts, HadoopConfiguration configuration) {
        String value = configuration.defaultFs();
        if (value.startsWith("file:")) {
            return Observation.fault(
                    Message.on(
                                    master.name(),
                                    HadoopConfiguration.DEFAULT_FS,
                                    ("%s by %s/%s: Flink's files would be put on the master's own disk, and every"
                                                    + " other node would end with: File file:/… does not exist")
                                            .formatted(value, facts.confDir(), CORE))
                            .trying(HadoopConfDir.remedy(facts, properties)));
        }
        return Observation.fine(master.name(), HadoopConfiguration.DEFAULT_FS, value);
    }
}

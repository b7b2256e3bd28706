package io.flinkvariance.hadoop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Who is asked for workers: a command first, and where that does not answer, a server. */
public enum WorkerSource {
    HDFS("hdfs", "hdfs:// address in fs.defaultFS", NameNodeInfo.PATH, "hdfs dfsadmin -report") {
        @Override
        List<Worker> of(String output) throws UnreadableAnswerException {
            return DfsadminReport.workers(output);
        }

        @Override
        List<Worker> of(JsonNode answer) throws UnreadableAnswerException {
            return NameNodeInfo.workers(answer);
        }

        @Override
        List<HttpAddress> servers(HadoopConfiguration configuration) {
            return configuration.nameNodes();
        }
    },
    YARN("yarn", HadoopConfiguration.RESOURCE_MANAGER, ClusterNodes.PATH, "yarn node -list") {
        @Override
        List<Worker> of(String output) throws UnreadableAnswerException {
            return NodeList.workers(output);
        }

        @Override
        List<Worker> of(JsonNode answer) throws UnreadableAnswerException {
            return ClusterNodes.workers(answer);
        }

        @Override
        List<HttpAddress> servers(HadoopConfiguration configuration) {
            return configuration.resourceManagers();
        }
    };

    private final String word;
    private final String keys;
    private final String path;
    private final String command;

    WorkerSource(String word, String keys, String path, String command) {
        this.word = word;
        this.keys = keys;
        this.path = path;
        this.command = command;
    }

    /** The one of that name. */
    public static Optional<WorkerSource> named(String word) {
        return Arrays.stream(values()).filter(source -> source.word.equals(word)).findFirst();
    }

    /** As people write it. */
    public String word() {
        return word;
    }

    /** What of Hadoop's configuration says where the server is. */
    String keys() {
        return keys;
    }

    String path() {
        return path;
    }

    /** As one would type it. */
    String command() {
        return command;
    }

    /** Of the command's output. */
    abstract List<Worker> of(String output) throws UnreadableAnswerException;

    /** Of the server's answer. */
    abstract List<Worker> of(JsonNode answer) throws UnreadableAnswerException;

    abstract List<HttpAddress> servers(HadoopConfiguration configuration);
}

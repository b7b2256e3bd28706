package io.flinkvariance.cli;

import io.flinkvariance.host.ShellWords;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;

/**
 * The tool's own commands in a remedy, as they have to be typed after what was typed now: where a
 * file of another cluster was named, they mean that cluster, too, and not the usual one.
 */
record OwnCommands(Optional<Path> cluster) {
    private static final String REMEDY = "Try: ";

    /** The commands that take a cluster; the verb of one that has verbs stays beside it. */
    private static final Pattern OF_A_CLUSTER =
            Pattern.compile(
                    "deploy-tool (attach|push|cluster [a-z]+|metrics"
                            + " doctor|doctor|cancel|jobs|tunnel|run|smackdown|remedies)(?![a-z-]|"
                            + " --cluster)");

    /** What has to go with them after this line. */
    static OwnCommands after(CommandLine line) {
        return new OwnCommands(
                Optional.ofNullable(line.getOptionValue(ClusterOptions.CLUSTER)).map(Path::of));
    }

    /** The same message with them whole. */
    String in(String message) {
        int remedy = message.indexOf(REMEDY);
        if (cluster.isEmpty() || remedy < 0) {
            return message;
        }
        String added = " --cluster " + ShellWords.path(cluster.get());
        return message.substring(0, remedy)
                + OF_A_CLUSTER
                        .matcher(message.substring(remedy))
                        .replaceAll("$0" + Matcher.quoteReplacement(added));
    }
}

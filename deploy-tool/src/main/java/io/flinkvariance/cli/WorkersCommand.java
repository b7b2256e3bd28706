package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.hadoop.LiveWorkers;
import io.flinkvariance.hadoop.Worker;
import io.flinkvariance.hadoop.WorkerSource;
import io.flinkvariance.hadoop.WorkersFormat;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.Host;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code workers}: the machines of a Hadoop cluster that work. */
final class WorkersCommand extends Command {
    private static final String FROM = "from";
    private static final String FORMAT = "format";

    private final Surroundings surroundings;
    private final Console console;

    WorkersCommand(Surroundings surroundings) {
        super("workers", "list the live workers of a Hadoop cluster");
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    @Override
    Options options() {
        return new Options()
                .addOption(OptionValues.single(FROM, "hdfs|yarn", "whose workers; has to be given"))
                .addOption(
                        OptionValues.single(
                                FORMAT,
                                "list|inventory|slaves",
                                "names, a group of an Ansible inventory, or what Flink's"
                                        + " conf/slaves holds (default list)"))
                .addOption(YarnOptions.option());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        WorkerSource source = source(line);
        WorkersFormat format = format(line);
        YarnProperties properties = YarnOptions.properties(line, surroundings);
        return CtrlC.interrupts(
                () -> {
                    try (Host master = surroundings.hosts().apply(properties.ssh())) {
                        List<Worker> workers =
                                new LiveWorkers(master, properties, console.err()::println)
                                        .of(source);
                        console.out().print(format.of(workers));
                        return ExitCode.DONE;
                    }
                });
    }

    private static WorkerSource source(CommandLine line) {
        if (!line.hasOption(FROM)) {
            throw new UsageException(
                    "workers: --from is missing. Try: deploy-tool workers --from hdfs, or --from yarn");
        }
        String word = line.getOptionValue(FROM);
        return WorkerSource.named(word)
                .orElseThrow(() -> OptionValues.expected(FROM, word, "hdfs or yarn"));
    }

    private static WorkersFormat format(CommandLine line) {
        String word = line.getOptionValue(FORMAT, WorkersFormat.LIST.word());
        return WorkersFormat.named(word)
                .orElseThrow(
                        () -> OptionValues.expected(FORMAT, word, "list, inventory or slaves"));
    }
}

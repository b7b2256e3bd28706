package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.junit.jupiter.api.Test;

class ExperimentOptionsTest {
    private static CommandLine line(String... words) throws Exception {
        return new DefaultParser()
                .parse(ExperimentOptions.options().addOption(SeriesRuns.resume()), words);
    }

    @Test
    void namesWhatHasToBeTypedAgainForTheSameFlinkAndNoValueOfIt() throws Exception {
        assertThat(
                        ExperimentOptions.asBefore(
                                line(
                                        "--target",
                                        "embedded",
                                        "--flink-conf",
                                        "security.ssl.key-password=x",
                                        "--flink-conf",
                                        "taskmanager.numberOfTaskSlots=8",
                                        "--workers",
                                        "2",
                                        "--max-time",
                                        "2m",
                                        "--output",
                                        "elsewhere",
                                        "--resume",
                                        "latest")))
                .isEqualTo(" with --target, --flink-conf, --workers as before");
    }

    @Test
    void namesNothingWhereTheUsualFlinkIsMeant() throws Exception {
        assertThat(ExperimentOptions.asBefore(line("--json", "--max-time", "2m"))).isEmpty();
        assertThat(ExperimentOptions.asBefore(line("--cluster", "two.properties"))).isEmpty();
    }
}

package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnCommandsTest {
    private static final OwnCommands OF_ANOTHER =
            new OwnCommands(Optional.of(Path.of("my clusters/b.properties")));

    @ParameterizedTest
    @CsvSource({
        "deploy-tool cluster start, deploy-tool cluster start C",
        "deploy-tool cluster logs n2, deploy-tool cluster logs C n2",
        "'deploy-tool cancel, or --force', 'deploy-tool cancel C, or --force'",
        "'deploy-tool jobs, and deploy-tool cancel a1', 'deploy-tool jobs C, and deploy-tool cancel C a1'",
        "deploy-tool metrics doctor, deploy-tool metrics doctor C",
        "deploy-tool attach j --output DIR, deploy-tool attach C j --output DIR",
        "'deploy-tool results, which lists them', 'deploy-tool results, which lists them'",
        "deploy-tool help cluster, deploy-tool help cluster"
    })
    void meanTheClusterThatWasNamed(String remedy, String whole) {
        assertThat(OF_ANOTHER.in("[n1] deploy-tool cluster start: no. Try: " + remedy))
                .isEqualTo(
                        "[n1] deploy-tool cluster start: no. Try: "
                                + whole.replace("C", "--cluster 'my clusters/b.properties'"));
    }

    @Test
    void stayAsTheyAreWithoutAName() {
        String message = "[n1] stopping: no. Try: deploy-tool cluster logs";

        assertThat(new OwnCommands(Optional.empty()).in(message)).isEqualTo(message);
        assertThat(OF_ANOTHER.in("no remedy: deploy-tool cluster start"))
                .isEqualTo("no remedy: deploy-tool cluster start");
    }
}

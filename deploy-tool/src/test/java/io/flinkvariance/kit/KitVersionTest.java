package io.flinkvariance.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class KitVersionTest {
    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    @Test
    void namesTheCommit() {
        assertThat(
                        KitVersion.commit(
                                properties(
                                        "git.commit.id.abbrev", "1a2b3c4", "git.dirty", "false")))
                .hasValue("1a2b3c4");
    }

    @Test
    void saysThatFilesWereChangedSince() {
        assertThat(
                        KitVersion.commit(
                                properties("git.commit.id.abbrev", "1a2b3c4", "git.dirty", "true")))
                .hasValue("1a2b3c4, changed");
    }

    @Test
    void namesNoneWhereTheSourcesHadNoHistory() {
        assertThat(KitVersion.commit(properties())).isEmpty();
    }
}

package io.flinkvariance.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
    @ParameterizedTest
    @ValueSource(strings = {"17", "21", "25"})
    void acceptsTheVersionsThatWereTried(String version) {
        assertThat(Launcher.faultOf(version)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1.8, 8", "11, 11", "16, 16", "26, 26"})
    void refusesOlderAndNewerOnes(String version, String shown) {
        assertThat(Launcher.faultOf(version))
                .isEqualTo(
                        "deploy-tool runs on Java 17 to 25, and this is Java "
                                + shown
                                + ". Try: set JAVA_HOME to a JDK of that range");
    }

    @Test
    void loadsOnJava8() throws Exception {
        int java8ClassFile = 52;
        try (var bytes = Launcher.class.getResourceAsStream("Launcher.class")) {
            byte[] header = bytes.readNBytes(8);

            assertThat(header[7]).isEqualTo((byte) java8ClassFile);
        }
    }
}

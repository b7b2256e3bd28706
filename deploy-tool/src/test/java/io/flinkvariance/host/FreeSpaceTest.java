package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreeSpaceTest {
    private static final String HEADER =
            "Filesystem 1024-blocks    Used Available Capacity Mounted on\n";

    @Test
    void readsWhatIsAvailable() {
        assertThat(
                        FreeSpace.availableKib(
                                HEADER + "/dev/root      8065444 2049060   6000000      26% /\n"))
                .contains(6_000_000L);
    }

    @Test
    void makesNothingOfAnotherAnswer() {
        assertThat(FreeSpace.availableKib("df: /none: No such file or directory\n")).isEmpty();
        assertThat(FreeSpace.availableKib("")).isEmpty();
    }
}

package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SuspectKeysTest {
    private static final Map<String, String> GIVEN =
            Map.of("rest.port", "99999", "heartbeat.interval", "1", "web.tmpdir", "/a/b");

    @Test
    void areThoseThatFlinkNames() {
        assertThat(SuspectKeys.of(GIVEN, "Invalid value 99999 of heartbeat.interval"))
                .isEqualTo("heartbeat.interval");
    }

    @Test
    void areThoseWhoseValueFlinkNames() {
        assertThat(SuspectKeys.of(GIVEN, "Invalid port range definition: 99999"))
                .isEqualTo("rest.port");
    }

    @Test
    void areAllWhereFlinkNamesNothing() {
        assertThat(SuspectKeys.of(GIVEN, "IllegalArgumentException 1"))
                .isEqualTo("heartbeat.interval or rest.port or web.tmpdir");
    }

    @Test
    void areNotThoseThatArePartsOfALongerNameOrNumber() {
        Map<String, String> given = Map.of("a.b", "10", "c", "20");

        assertThat(SuspectKeys.named(given, "a.b.c, x-a.b, 127.0.0.1:45810 and 10.0.0.1"))
                .isEmpty();
        assertThat(SuspectKeys.named(given, "nobody listens at a.b.")).isEqualTo("a.b");
        assertThat(SuspectKeys.named(given, "expected more than 20.")).isEqualTo("c");
    }

    @Test
    void areNoneWhereNoneWereGiven() {
        assertThat(SuspectKeys.of(Map.of(), "no such port")).isEmpty();
    }
}

package io.flinkvariance.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfluxUrlTest {
    private static final String EXPECTED =
            "expected http://[user[:password]@]host[:port][/database], such as"
                    + " http://localhost:8086/flink";

    private static InfluxAddress parse(String text) {
        return InfluxUrl.parse(text, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost, localhost, 8086, flink",
        "http://localhost/, localhost, 8086, flink",
        "http://localhost:1234, localhost, 1234, flink",
        "HTTP://db.example.org:8086/my-db_1.x, db.example.org, 8086, my-db_1.x",
        "http://10.0.0.10/flink/, 10.0.0.10, 8086, flink",
        "http://[::1]:8086/flink, [::1], 8086, flink"
    })
    void hasAPortAndADatabaseOfItsOwnAccord(String text, String host, int port, String database) {
        assertThat(parse(text))
                .isEqualTo(new InfluxAddress(host, port, database, Optional.empty()));
    }

    @Test
    void takesAPasswordFromTheAddressOrElseFromTheEnvironment() {
        Optional<String> environment = Optional.of("of-environment");

        assertThat(InfluxUrl.parse("http://me:a%40b:c@localhost", environment).login())
                .contains(new InfluxLogin("me", "a@b:c"));
        assertThat(InfluxUrl.parse("http://me@localhost", environment).login())
                .contains(new InfluxLogin("me", "of-environment"));
        assertThat(InfluxUrl.parse("http://me:@localhost", environment).login())
                .contains(new InfluxLogin("me", ""));
        assertThat(InfluxUrl.parse("http://localhost", environment).login()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "localhost:8086 § EXPECTED",
                "localhost § EXPECTED",
                "ftp://localhost § EXPECTED",
                "http:///flink § EXPECTED",
                "http://local host § not a URL; EXPECTED",
                "http://u:secret@@host § not a URL; EXPECTED",
                "https://localhost § the reporter of Flink 1.8.1 speaks http only; EXPECTED",
                "http://localhost/flink?u=a § takes no ? and no #; EXPECTED",
                "http://localhost/flink#a § takes no ? and no #; EXPECTED",
                "http://localhost:99999 § not a port: 99999",
                "http://localhost:0 § not a port: 0",
                "http://localhost/a/b § a database's name has letters, digits, dots, hyphens and underscores only",
                "http://:secret@localhost § there is a password, and no user; EXPECTED",
                "http://me@localhost § there is a user, and no password. Try: the environment variable INFLUXDB_PASSWORD"
            })
    void saysWhatIsWrongAndNothingOfAPassword(String text, String why) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessage("--influxdb: " + why.replace("EXPECTED", EXPECTED))
                .message()
                .doesNotContain("secret");
    }

    @Property(tries = 500)
    void answersAnyTextWithAnAddressOrWithWhatWasExpected(@ForAll String text) {
        try {
            assertThat(parse(text).toString()).startsWith("http://");
        } catch (UsageException wrong) {
            assertThat(wrong).hasMessageStartingWith("--influxdb: ");
        }
    }

    @Property(tries = 200)
    void neverShowsAPassword(
            @ForAll @AlphaChars @StringLength(min = 8, max = 20) String password,
            @ForAll @StringLength(max = 5) String tail) {
        try {
            InfluxAddress address = parse("http://me:" + password + "@localhost" + tail);
            assertThat(address.toString() + address.login() + address.authority())
                    .doesNotContain(password);
        } catch (UsageException wrong) {
            assertThat(wrong.getMessage()).doesNotContain(password);
            assertThat(wrong.getCause()).isNull();
        }
    }

    @Test
    void becomesTheKeysOfTheReporter() {
        assertThat(parse("http://me:secret@db:8087/flink").toFlinkConf("1 SECONDS"))
                .containsOnly(
                        java.util.Map.entry(
                                "metrics.reporter.influxdb.class",
                                "org.apache.flink.metrics.influxdb.InfluxdbReporter"),
                        java.util.Map.entry("metrics.reporter.influxdb.host", "db"),
                        java.util.Map.entry("metrics.reporter.influxdb.port", "8087"),
                        java.util.Map.entry("metrics.reporter.influxdb.db", "flink"),
                        java.util.Map.entry("metrics.reporter.influxdb.interval", "1 SECONDS"),
                        java.util.Map.entry("metrics.reporter.influxdb.username", "me"),
                        java.util.Map.entry("metrics.reporter.influxdb.password", "secret"));
    }
}

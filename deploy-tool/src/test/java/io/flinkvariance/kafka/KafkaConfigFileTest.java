package io.flinkvariance.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.UsageException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaConfigFileTest {
    private static final String LOGIN =
            """
            security.protocol=SASL_SSL
            sasl.mechanism=SCRAM-SHA-256
            sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
                username="me" password="geheim" ;
            ssl.truststore.location=/etc/kafka/trust.p12
            ssl.truststore.password=changeit
            ssl.truststore.type=PKCS12
            request.timeout.ms=20000
            """;

    @TempDir private Path folder;

    private Path file(String content) throws Exception {
        return Files.writeString(folder.resolve("client.properties"), content);
    }

    private String refusal(String content) throws Exception {
        Path file = file(content);
        UsageException refused = null;
        try {
            KafkaConfigFile.read(file);
        } catch (UsageException expected) {
            refused = expected;
        }
        assertThat(refused).as(content).isNotNull();
        return refused.getMessage().replace(file.toString(), "FILE");
    }

    @Test
    void knowsWhatIsSecretInIt() throws Exception {
        KafkaConfigFile config = KafkaConfigFile.read(file(LOGIN));

        assertThat(config.secrets())
                .hasSize(3)
                .startsWith(
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"me\" password=\"geheim\" ;")
                .contains("changeit", "geheim");
        assertThat(config.hiding("me, geheim and changeit")).isEqualTo("me, *** and ***");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "password='geheim';|geheim",
                "PASSWORD=geheim ;|geheim",
                "password = \"ge heim\";|ge heim",
                "clientSecret=\"geheim\";|geheim",
                "tokenauth=true oauth.access.token=abc;|abc"
            })
    void findsThePasswordOfALoginHoweverItIsWritten(String options, String secret)
            throws Exception {
        assertThat(
                        KafkaConfigFile.read(file("sasl.jaas.config=a.Module required " + options))
                                .secrets())
                .contains(secret);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "request.timout.ms=1|request.timout.ms: Kafka's consumer 2.0.1, which reads the"
                        + " topic, has no such key; did you mean request.timeout.ms?",
                "ssl.truststore.certificates=x|ssl.truststore.certificates: Kafka's consumer 2.0.1,"
                        + " which reads the topic, has no such key; did you mean"
                        + " ssl.truststore.location?",
                "xxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy.zzzzzzzzzzzzzzzzz=1|xxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy.zzzzzzzzzzzzzzzzz:"
                        + " Kafka's consumer 2.0.1, which reads the topic, has no such key. Try: no"
                        + " such line",
                "request.timeout.ms=geheim|request.timeout.ms: expected a whole number",
                "sasl.kerberos.ticket.renew.jitter=geheim|sasl.kerberos.ticket.renew.jitter:"
                        + " expected a number",
                "check.crcs=geheim|check.crcs: expected true or false",
                "bootstrap.servers=geheim:9092|bootstrap.servers: the scenario says where the"
                        + " broker is. Try: --set source.bootstrapServers=HOST:PORT, and no such line",
                "group.id=x|group.id: a run sets it itself. Try: no such line",
                "key.deserializer=x|key.deserializer: a run sets it itself. Try: no such line",
                "value.serializer=x|value.serializer: a run sets it itself. Try: no such line",
                "enable.auto.commit=x|enable.auto.commit: a run sets it itself. Try: no such line",
                "auto.offset.reset=x|auto.offset.reset: a run sets it itself. Try: no such line",
                "transactional.id=x|transactional.id: a run sets it itself. Try: no such line",
                "compression.type=x|compression.type: a run sets it itself. Try: no such line"
            })
    void namesTheKeyThatIsWrongAndNoValue(String line, String fault) throws Exception {
        assertThat(refusal(line)).isEqualTo("FILE: " + fault).doesNotContain("geheim");
    }

    @Test
    void showsNoPartOfALoginThatWasWrittenOnSeveralLines() throws Exception {
        assertThat(
                        refusal(
"""
sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required
  username="me"
  password="geheim"
  geheim2;
"""))
                .isEqualTo(
                        "FILE: a line begins with no key of Kafka's; it is not shown, as it may be"
                                + " part of a password. Try: a backslash at the end of each line that"
                                + " goes on in the next");
    }

    @Test
    void namesAllFaultsAtOnce() throws Exception {
        assertThat(refusal("group.id=a\nacks=1\nacks=1\n").lines())
                .containsExactly(
                        "FILE: acks: given twice",
                        "FILE: group.id: a run sets it itself. Try: no such line",
                        "FILE: acks: a run sets it itself. Try: no such line");
    }

    @Test
    void refusesWhatIsNoPropertiesFile() throws Exception {
        Path missing = folder.resolve("no-such");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'a', 0, (byte) 255});

        assertThatThrownBy(() -> KafkaConfigFile.read(missing))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        missing
                                + ": there is no such file. Try: the properties file that Kafka's"
                                + " own tools take");
        assertThatThrownBy(() -> KafkaConfigFile.read(folder))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        folder
                                + ": cannot be read: it is a folder. Try: the properties file that"
                                + " Kafka's own tools take");
        assertThatThrownBy(() -> KafkaConfigFile.read(binary))
                .isInstanceOf(UsageException.class)
                .hasMessage(binary + ": not a text file; expected properties in UTF-8");
    }

    @Test
    void readsNoFileThatIsLargerThanPropertiesAre() throws Exception {
        Path large = folder.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(5_000_000_000L);
        }

        assertThatThrownBy(() -> KafkaConfigFile.read(large))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(large + ": larger than ")
                .hasMessageEndingWith(" bytes; expected properties");
    }

    @Test
    void notesThatOthersCanReadAPassword() throws Exception {
        Path file = file(LOGIN);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(KafkaConfigFile.read(file).note())
                .contains(
                        "%s: it holds a password, and others can read it (rw-r-----). Try: chmod 600 %s"
                                .formatted(file, file));

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(KafkaConfigFile.read(file).note()).isEmpty();
    }

    @Test
    void notesNothingOfAFileWithoutAPassword() throws Exception {
        Path file = file("security.protocol=SSL\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(KafkaConfigFile.read(file).note()).isEmpty();
    }
}

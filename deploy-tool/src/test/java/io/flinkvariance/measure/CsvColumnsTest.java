package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvColumnsTest {
    private static final String ALL =
            "second,processed,emitted,processed_0,processed_1,sent_0,sent_1,"
                    + "service_millis_0,service_millis_1";

    private static CsvColumns columns(String header) throws MalformedSamplesException {
        return CsvColumns.of(header, "s.csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "second",
                "processed",
                "emitted",
                "processed_1",
                "sent_0",
                "service_millis_1"
            })
    void areEachNamedOnce(String name) {
        assertThatThrownBy(() -> columns(ALL + "," + name))
                .hasMessage("s.csv: line 1 names " + name + " twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lag", "sent", "processed_", "resent_0"})
    void mayBeNamedTwiceWhereTheyAreNotRead(String name) throws Exception {
        assertThat(columns(ALL + "," + name + "," + name).sample("1,3,4,1,2,1,2,5,6,x,y"))
                .isEqualTo(columns(ALL).sample("1,3,4,1,2,1,2,5,6"));
    }

    @Test
    void addUpToWithinARecordASubtask() throws Exception {
        assertThat(columns(ALL).sample("1,5,4,1,2,1,2,5,6").processedInAll()).isEqualTo(3);
        assertThat(columns(ALL).sample("1,1,4,1,2,1,2,5,6").processedInAll()).isEqualTo(3);
        assertThatThrownBy(() -> columns(ALL).sample("1,6,4,1,2,1,2,5,6"))
                .isInstanceOf(FaultyLineException.class);
        assertThatThrownBy(() -> columns(ALL).sample("1,0,4,1,2,1,2,5,6"))
                .isInstanceOf(FaultyLineException.class);
    }

    @Test
    void addUpAlsoWhereTheSumStandsFirst() {
        assertThatThrownBy(() -> columns("processed,second,emitted,processed_0").sample("9,1,20,4"))
                .isInstanceOf(FaultyLineException.class);
    }

    @Test
    void reachUpToTheLatestSecond() throws Exception {
        CsvColumns columns = columns("second,emitted,processed_0");

        assertThat(columns.sample("1000000000,2,1").second()).isEqualTo(1e9);
        assertThatThrownBy(() -> columns.sample("1000000001,2,1"))
                .isInstanceOf(FaultyLineException.class);
    }
}

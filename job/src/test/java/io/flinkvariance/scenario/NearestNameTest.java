package io.flinkvariance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("run", "scenarios", "model");

    @ParameterizedTest
    @CsvSource({"rum, run", "scenario, scenarios", "modle, model"})
    void findsTheNameThatWasMeant(String typed, String meant) {
        assertThat(NearestName.of(typed, KNOWN)).contains(meant);
    }

    @Test
    void findsTheFirstByTheAlphabetOfSeveralThatAreAsNear() {
        assertThat(NearestName.of("port", List.of("sort", "fort"))).contains("fort");
        assertThat(NearestName.of("port", List.of("fort", "sort"))).contains("fort");
    }

    @Test
    void findsNothingWhenNothingIsNear() {
        assertThat(NearestName.of("provision", KNOWN)).isEmpty();
        assertThat(NearestName.of("x", List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "same, same, 0", "ab, ba, 2"})
    void countsEdits(String from, String to, int edits) {
        assertThat(NearestName.distance(from, to)).isEqualTo(edits);
    }
}

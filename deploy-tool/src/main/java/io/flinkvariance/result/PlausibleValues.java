package io.flinkvariance.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * Whether a stored value can be this kit's: a number that nothing measured, counted or forecast can
 * be would be drawn and divided by as if it were a figure, and a text that no file's name and no
 * argument can hold would be put into a command.
 */
final class PlausibleValues {
    /** More records, bytes or milliseconds than any run has; a double still tells each apart. */
    private static final double MOST = 1e15;

    /** Of a rate that nobody could wait for. */
    private static final double LEAST = 1e-100;

    /** Differences, and what two clocks that disagree can make of a count. */
    private static final Set<String> MAY_BE_NEGATIVE =
            Set.of(
                    "committedRecords",
                    "difference",
                    "forecastGrowthPerSecond",
                    "growthPerSecond",
                    "records",
                    "recordsInFlight",
                    "recordsProcessedAgain",
                    "recordsThatStay",
                    "seed",
                    "unprocessedRecords");

    private PlausibleValues() {}

    /**
     * Looks at all that is in a value, as it would be written again.
     *
     * @throws JsonMappingException for the first that cannot be, with the path to it
     */
    static void require(JsonNode value) throws JsonMappingException {
        require(value, "");
    }

    private static void require(JsonNode value, String key) throws JsonMappingException {
        boolean isPlausible =
                value.isNumber()
                        ? isFigure(value.doubleValue(), key)
                        : isText(key) && isText(value.asText());
        if (!isPlausible) {
            throw new JsonMappingException((JsonParser) null, "none of this kit's");
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            try {
                require(field.getValue(), field.getKey());
            } catch (JsonMappingException misfit) {
                misfit.prependPath(value, field.getKey());
                throw misfit;
            }
        }
        for (int index = 0; value.isArray() && index < value.size(); index++) {
            try {
                require(value.get(index), key);
            } catch (JsonMappingException misfit) {
                misfit.prependPath(value, index);
                throw misfit;
            }
        }
    }

    private static boolean isFigure(double number, String key) {
        double size = Math.abs(number);
        return size <= MOST
                && (size == 0 || size >= LEAST)
                && (number >= 0 || MAY_BE_NEGATIVE.contains(key));
    }

    /** Half of a pair of surrogates is no letter. */
    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(
                        letter -> letter == 0 || Character.getType(letter) == Character.SURROGATE);
    }
}

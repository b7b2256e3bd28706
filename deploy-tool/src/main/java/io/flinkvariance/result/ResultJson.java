package io.flinkvariance.result;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkvariance.file.RegularFile;
import io.flinkvariance.terminal.VisibleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Values as JSON, and a run's result back from it. */
public final class ResultJson {
    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    // Results of newer versions may know more.
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    // What is missing is no zero.
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ResultJson() {}

    /**
     * Indented, with no newline at the end; what cannot be seen is escaped, which leaves the value
     * as it is, and no terminal obeys the file.
     */
    public static String text(Object value) {
        try {
            return VisibleText.of(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(notJson);
        }
    }

    /** Reads an object of some form. */
    static ObjectNode object(Path file) throws IOException {
        JsonNode json;
        try {
            json = MAPPER.readTree(RegularFile.text(file, StandardCharsets.UTF_8));
        } catch (MismatchedInputException more) {
            throw new JsonParseException(null, "more follows its end", more);
        }
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new JsonParseException(null, "no object");
    }

    /** An object as a value of some type, that can be this kit's. */
    static <T> T value(ObjectNode object, Class<T> type) throws JsonProcessingException {
        return plausible(MAPPER.treeToValue(object, type));
    }

    /** Reads a value of some type, that can be this kit's. */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        return plausible(MAPPER.readValue(RegularFile.text(file, StandardCharsets.UTF_8), type));
    }

    private static <T> T plausible(T value) throws JsonMappingException {
        PlausibleValues.require(MAPPER.valueToTree(value));
        return value;
    }
}

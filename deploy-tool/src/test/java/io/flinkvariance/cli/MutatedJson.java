package io.flinkvariance.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;

/** A text of JSON that somebody's editor, disk or ill will has changed. */
final class MutatedJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode json;

    MutatedJson(String text) throws Exception {
        json = MAPPER.readTree(text);
    }

    /** What can happen to a value. */
    enum How {
        DROP,
        RETYPE,
        DUPLICATE
    }

    /** A value's place: its parent, and its name or number there. */
    private record Place(JsonNode parent, String name, int index) {
        void replace(String raw) {
            if (parent instanceof ObjectNode object) {
                object.putRawValue(name, new RawValue(raw));
            } else {
                ArrayNode array = (ArrayNode) parent;
                array.remove(index);
                array.insertRawValue(index, new RawValue(raw));
            }
        }

        void drop() {
            if (parent instanceof ObjectNode object) {
                object.remove(name);
            } else {
                ((ArrayNode) parent).remove(index);
            }
        }

        void duplicate() {
            JsonNode value = name == null ? parent.get(index) : parent.get(name);
            if (parent instanceof ArrayNode array) {
                array.insert(index, value.deepCopy());
            } else {
                // The last of two is the one that counts.
                String text = value.toString();
                replace("%s, \"%s\": %s".formatted(text, name, text));
            }
        }
    }

    /**
     * Changes one of its values.
     *
     * @param place which; any number stands for one
     * @param raw what is there afterwards where it is retyped
     */
    void change(int place, How how, String raw) {
        List<Place> places = new ArrayList<>();
        collect(json, places);
        if (places.isEmpty()) {
            return;
        }
        Place chosen = places.get(Math.floorMod(place, places.size()));
        switch (how) {
            case DROP -> chosen.drop();
            case RETYPE -> chosen.replace(raw);
            case DUPLICATE -> chosen.duplicate();
        }
    }

    private static void collect(JsonNode parent, List<Place> places) {
        parent.fieldNames().forEachRemaining(name -> places.add(new Place(parent, name, -1)));
        for (int index = 0; parent.isArray() && index < parent.size(); index++) {
            places.add(new Place(parent, null, index));
        }
        parent.forEach(child -> collect(child, places));
    }

    @Override
    public String toString() {
        return json.toPrettyString();
    }
}

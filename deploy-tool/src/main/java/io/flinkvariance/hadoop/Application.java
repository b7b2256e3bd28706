package io.flinkvariance.hadoop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/**
 * What a ResourceManager says of an application.
 *
 * @param state such as {@code ACCEPTED} or {@code RUNNING}
 * @param diagnostics why it waits, or ended; may be empty
 * @param master where its own interface is, once it has told: that of Flink's JobManager
 */
public record Application(
        String id, String state, String diagnostics, Optional<HttpAddress> master) {
    private static final Set<String> FINAL = Set.of("FINISHED", "FAILED", "KILLED");

    /** Reads an answer of {@code /ws/v1/cluster/apps/:id}. */
    static Application of(JsonNode answer) throws UnreadableAnswerException {
        JsonNode app = answer.path("app");
        if (!app.path("id").isTextual() || !app.path("state").isTextual()) {
            throw new UnreadableAnswerException("there is no application in it");
        }
        return new Application(
                app.path("id").asText(),
                app.path("state").asText(),
                app.path("diagnostics").asText("").strip(),
                HttpAddress.parse(app.path("amRPCAddress").asText("")));
    }

    /** Whether it will never run again. */
    public boolean hasEnded() {
        return FINAL.contains(state);
    }

    /** Whether it runs, and has told where it can be asked. */
    public boolean canBeAsked() {
        return state.equals("RUNNING") && master.isPresent();
    }
}

package io.flinkvariance.broker;

import io.flinkvariance.scenario.PropertiesText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How this process reaches a broker: what the run says, and what the user's file says beside it,
 * such as a login.
 */
record ClientSettings(String bootstrapServers, Map<String, String> ofTheUser) {
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    ClientSettings {
        ofTheUser = Map.copyOf(ofTheUser);
    }

    /** Reads the user's file, if there is one. */
    static ClientSettings read(String bootstrapServers, Optional<Path> file) throws IOException {
        return new ClientSettings(
                bootstrapServers,
                file.isEmpty() ? Map.of() : PropertiesText.readSecrets(file.get()).values());
    }

    /**
     * What one client is told.
     *
     * @param known the keys that it knows; of the user's file it gets no others
     * @param own what the run needs, whatever the file says
     */
    Map<String, Object> of(Set<String> known, Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(ofTheUser);
        all.keySet().retainAll(known);
        all.putAll(own);
        all.put(BOOTSTRAP_SERVERS, bootstrapServers);
        return all;
    }

    /** How long the user lets a request take, in milliseconds. */
    Optional<Integer> requestTimeoutMillis() {
        return Optional.ofNullable(ofTheUser.get("request.timeout.ms")).map(Integer::valueOf);
    }
}

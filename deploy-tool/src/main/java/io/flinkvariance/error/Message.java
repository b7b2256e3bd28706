package io.flinkvariance.error;

import java.util.Objects;
import java.util.Optional;

/**
 * What a message says, put into words in one place: {@code [host] what failed: why. Try: remedy}.
 *
 * @param host as the user calls it; none where the fault is on this machine
 * @param what failed, without an end: {@code connecting to port 22}
 * @param why without a full stop
 * @param remedy what to type or to set, ready to be typed: its words are quoted for a shell
 */
public record Message(Optional<String> host, String what, String why, Optional<String> remedy) {
    public Message {
        Objects.requireNonNull(host);
        Objects.requireNonNull(remedy);
        if (what.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("a message says what failed, and why");
        }
    }

    /** Something failed on this machine, or in a file of it. */
    public static Message of(String what, String why) {
        return new Message(Optional.empty(), what, why, Optional.empty());
    }

    /** Something failed on another machine. */
    public static Message on(String host, String what, String why) {
        return new Message(Optional.of(host), what, why, Optional.empty());
    }

    /** The same with a remedy. */
    public Message trying(String words) {
        return new Message(host, what, why, Optional.of(words));
    }

    /** As people read it. */
    @Override
    public String toString() {
        return host.map("[%s] "::formatted).orElse("")
                + what
                + ": "
                + why
                + remedy.map(". Try: %s"::formatted).orElse("");
    }
}

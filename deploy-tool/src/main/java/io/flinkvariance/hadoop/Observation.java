package io.flinkvariance.hadoop;

import io.flinkvariance.error.Message;

/**
 * Something of a Hadoop cluster that was looked at before a run.
 *
 * @param text in the form of all messages: {@code [host] what: why. Try: …}
 */
public record Observation(State state, String text) {
    /** What it means for a run. */
    public enum State {
        /** As it should be. */
        FINE,
        /** A run would fail. */
        FAULT,
        /** It could not be looked at, because of an earlier fault. */
        UNKNOWN
    }

    static Observation fine(String host, String what, String value) {
        return new Observation(State.FINE, Message.on(host, what, value).toString());
    }

    static Observation fault(Message message) {
        return new Observation(State.FAULT, message.toString());
    }

    static Observation unknown(String host, String what, String why) {
        return new Observation(State.UNKNOWN, Message.on(host, what, why).toString());
    }

    public boolean isFault() {
        return state == State.FAULT;
    }
}

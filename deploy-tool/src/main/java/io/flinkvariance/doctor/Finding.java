package io.flinkvariance.doctor;

/**
 * Something that was looked at, and what was found.
 *
 * @param text in the form of all messages: {@code [host] what: why. Try: …}
 */
public record Finding(Verdict verdict, String text) {
    /** What a finding means for a run. */
    public enum Verdict {
        /** As it should be. */
        OK("ok"),
        /** Worth knowing, and no obstacle. */
        NOTE("note"),
        /** A run would fail, or the cluster is open to others. */
        FAULT("FAULT"),
        /** It could not be looked at. */
        UNKNOWN("unknown");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** As people read it. */
        public String word() {
            return word;
        }
    }

    static Finding ok(String text) {
        return new Finding(Verdict.OK, text);
    }

    static Finding note(String text) {
        return new Finding(Verdict.NOTE, text);
    }

    static Finding fault(String text) {
        return new Finding(Verdict.FAULT, text);
    }

    static Finding unknown(String text) {
        return new Finding(Verdict.UNKNOWN, text);
    }

    public boolean isFault() {
        return verdict == Verdict.FAULT;
    }
}

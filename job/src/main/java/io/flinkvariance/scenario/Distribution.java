package io.flinkvariance.scenario;

import java.util.Arrays;

/** How ordinary service times lie in their range: the {@code nums.distribution} key. */
public enum Distribution {
    /** Each as likely as any other. */
    UNIFORM("uniform"),
    /** Bounded Pareto of shape 1: most are short, and some take most of the time. */
    PARETO("pareto");

    private final String text;

    Distribution(String text) {
        this.text = text;
    }

    /** The one of that name; throws {@link IllegalArgumentException} if there is none. */
    static Distribution of(String text) {
        return Arrays.stream(values())
                .filter(distribution -> distribution.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    /** The name as it stands in a scenario file. */
    @Override
    public String toString() {
        return text;
    }
}

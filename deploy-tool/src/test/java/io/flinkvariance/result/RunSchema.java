package io.flinkvariance.result;

import java.util.List;

/** {@code docs/schema/run.schema.json}, which every {@code run.json} has to follow. */
public final class RunSchema {
    private static final DocumentedSchema SCHEMA = new DocumentedSchema("run");

    private RunSchema() {}

    /** What is wrong with a text of JSON. */
    public static List<String> violations(String json) {
        return SCHEMA.violations(json);
    }
}

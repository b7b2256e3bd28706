package io.flinkvariance.result;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.flinkvariance.kit.KitHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code docs/schema/run.schema.json}, which every {@code run.json} has to follow. */
public final class RunSchema {
    private static final Schema SCHEMA = read();

    private RunSchema() {}

    private static Schema read() {
        Path file = KitHome.locate().folder().resolve("docs/schema/run.schema.json");
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(file));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    /** What is wrong with a text of JSON. */
    public static List<String> violations(String json) {
        return SCHEMA.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }
}

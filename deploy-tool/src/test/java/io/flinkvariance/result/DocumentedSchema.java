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

/** A schema of {@code docs/schema}, which what the tool writes has to follow. */
public final class DocumentedSchema {
    private final Schema schema;

    /** By its name there, without {@code .schema.json}. */
    public DocumentedSchema(String name) {
        Path file = KitHome.locate().folder().resolve("docs/schema/" + name + ".schema.json");
        try {
            schema =
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(Files.readString(file));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    /** What is wrong with a text of JSON. */
    public List<String> violations(String json) {
        return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }
}

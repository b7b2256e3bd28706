package io.flinkvariance.job;

import io.flinkvariance.scenario.InvalidScenarioException;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The scenarios of the kit. */
final class Kit {
    private Kit() {}

    static Scenario scenario(String name) throws IOException, InvalidScenarioException {
        Path file = Path.of("../conf/scenarios", name + ".properties");
        return ScenarioReader.parse(name, name, Files.readString(file));
    }
}

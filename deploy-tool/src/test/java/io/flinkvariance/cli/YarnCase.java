package io.flinkvariance.cli;

import static io.flinkvariance.cli.StubbedYarn.APPLICATION;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A YARN that scripts and stubs are. */
abstract class YarnCase {
    static final String REMOVED = "hadoop fs -rm -r -f -skipTrash .flink/" + APPLICATION;
    static final String KILLED = "yarn application -kill " + APPLICATION;

    @TempDir Path folder;
    StubbedYarn yarn;

    @BeforeEach
    void start() throws Exception {
        yarn = new StubbedYarn(folder);
    }

    @AfterEach
    void close() {
        yarn.close();
    }
}

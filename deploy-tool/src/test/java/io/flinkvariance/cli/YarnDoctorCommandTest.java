package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where HDFS and YARN are, by the files of the master. */
class YarnDoctorCommandTest extends YarnDoctorCase {
    @Test
    void findsNothingOnAMasterThatIsAsItShouldBe() throws Exception {
        assertThat(doctor())
                .isEqualTo(
                        new CliRun(
                                ExitCode.DONE,
                                """
                                ok       [localhost] ssh: logged in as hadoop
                                ok       [localhost] HADOOP_CONF_DIR: HERE/conf
                                ok       [localhost] fs.defaultFS: hdfs://n1:8020
                                ok       [localhost] ResourceManager: 2 active nodes
                                ok       [localhost] virtual cores: up to 4 on a node
                                ok       [localhost] memory: room for a JobManager of 1024 MB and 1 TaskManager of 1024 MB
                                ok       [localhost] Hadoop's classes: those of HADOOP_CLASSPATH
                                ok       [localhost] Flink: 1.8.1 in HERE/flink
                                ok       [localhost] Flink's yarn jar: HERE/flink/lib/flink-yarn_2.11-1.8.1.jar
                                """
                                        .replace("HERE", folder.toString()),
                                "nothing stands in the way of a run\n"));
    }

    @Test
    void takesWhatTheAccountHasWhereTheFileDoesNotSay() throws Exception {
        properties.remove("hadoop.confDir");
        environment.put("HADOOP_CONF_DIR", conf.toString());

        assertThat(doctor().exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void tellsThatItIsNotSetAndAsksNobody() throws Exception {
        properties.remove("hadoop.confDir");
        Path place = Files.createDirectories(folder.resolve("hadoop/etc/hadoop"));
        Files.createFile(place.resolve("core-site.xml"));

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] HADOOP_CONF_DIR: not set for a command over SSH, which reads no login profile. Try: hadoop.confDir=HERE/hadoop/etc/hadoop in FILE; by hand: export HADOOP_CONF_DIR=HERE/hadoop/etc/hadoop",
                        "unknown  [localhost] HDFS and YARN: nothing is known of them without HADOOP_CONF_DIR");
        assertThat(resourceManager.requests()).isEmpty();
    }

    @Test
    void tellsAFolderThatIsNotThere() throws Exception {
        properties.put("hadoop.confDir", "/nowhere");
        environment.put("HADOOP_HOME", folder.resolve("installed").toString());
        Path place = Files.createDirectories(folder.resolve("installed/conf"));
        Files.createFile(place.resolve("core-site.xml"));

        assertThat(faults())
                .first()
                .isEqualTo(
                        "FAULT    [localhost] HADOOP_CONF_DIR=/nowhere: there is no such folder. Try: hadoop.confDir=HERE/installed/conf in FILE; by hand: export HADOOP_CONF_DIR=HERE/installed/conf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"core-site.xml", "yarn-site.xml"})
    void tellsAFileThatIsNotThere(String name) throws Exception {
        Files.delete(conf.resolve(name));

        assertThat(faults())
                .first()
                .asString()
                .startsWith(
                        "FAULT    [localhost] HADOOP_CONF_DIR=HERE/conf: there is no %s in it. Try: hadoop.confDir="
                                .formatted(name));
    }

    @Test
    void tellsAFileThatIsNoXml() throws Exception {
        Files.writeString(conf.resolve("yarn-site.xml"), "<configuration>\n</property>");

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] HADOOP_CONF_DIR=HERE/conf: HERE/conf/yarn-site.xml: it is no XML from line 2 on. Try: the line of that file, as Hadoop itself could not start");
    }

    @ParameterizedTest
    @CsvSource({"x, y, file:///", "fs.defaultFS, file:/tmp, file:/tmp"})
    void tellsThatFilesWouldStayOnTheMaster(String key, String value, String told)
            throws Exception {
        site("core-site.xml", key, value);

        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith(
                        "FAULT    [localhost] fs.defaultFS: %s by HERE/conf/core-site.xml: Flink's files would be put on the master's own disk, and every other node would end with: File file:/… does not exist. Try: hadoop.confDir="
                                .formatted(told));
    }

    @Test
    void tellsThatNothingSaysWhereTheResourceManagerIs() throws Exception {
        site("yarn-site.xml", "x", "y");

        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith(
                        "FAULT    [localhost] yarn.resourcemanager.hostname: not set in HERE/conf/yarn-site.xml, so a client would ask 0.0.0.0 for ever. Try: hadoop.confDir=");
    }

    @Test
    void refusesAnotherTarget() {
        CliRun run = CliRun.of("doctor", "--target", "moon");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).isEqualTo("--target moon: expected cluster or yarn\n");
    }
}

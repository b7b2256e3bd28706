package io.flinkvariance.cluster;

import io.flinkvariance.host.UploadProgress;
import io.flinkvariance.rest.StubFlink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose REST a stub is, and whose JobManager's node this machine. */
abstract class StandaloneClusterCase {
    static final String JAR = "a jar";
    static final String RUN =
            "/jars/%s_flink-variance.jar/run"
                    .formatted(JobStore.sha256(JAR.getBytes(StandardCharsets.UTF_8)));

    @TempDir Path folder;

    final StubFlink flink = new StubFlink();
    final List<String> notes = new ArrayList<>();
    InstalledFlink installed;
    ShellHost host;
    Path home;
    Path jar;

    @BeforeEach
    void prepare() throws Exception {
        home = Files.createDirectory(folder.resolve("home"));
        jar = Files.writeString(folder.resolve("job.jar"), JAR);
        installed = InstalledFlink.in(folder, "");
        host = new ShellHost(home);
        Path upload = Files.createDirectories(folder.resolve("tmp/flink-web-upload"));
        flink.answer("/overview", "{'flink-version':'1.8.1','taskmanagers':2}")
                .answer(
                        "/jobmanager/config",
                        "[{'key':'web.tmpdir','value':'%s'}]".formatted(upload.getParent()))
                .answer("/taskmanagers", "{'taskmanagers':[]}")
                .answer("/jobs/overview", "{'jobs':[]}")
                .answer(RUN, "{'jobid':'as-flink-says'}");
    }

    @AfterEach
    void close() {
        flink.close();
    }

    StandaloneCluster cluster() throws InterruptedException {
        ClusterLayout layout =
                new ClusterLayout(
                        installed.home().toString(), "127.0.0.1", flink.address().getPort(), 2);
        return StandaloneCluster.start(
                ClusterConnection.open(layout, host),
                jar,
                notes::add,
                file -> UploadProgress.IGNORED);
    }
}

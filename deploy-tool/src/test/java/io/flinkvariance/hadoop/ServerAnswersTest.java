package io.flinkvariance.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What NameNodes and ResourceManagers say over HTTP. */
class ServerAnswersTest {
    static final String LIVE_NODES =
            """
            {"beans":[{"name":"Hadoop:service=NameNode,name=NameNodeInfo","LiveNodes":"{\\"n2:50010\\":{\\"infoAddr\\":\\"10.77.0.12:50075\\",\\"xferaddr\\":\\"10.77.0.12:50010\\",\\"lastContact\\":1,\\"adminState\\":\\"In Service\\"},\\"n3:50010\\":{\\"xferaddr\\":\\"10.77.0.13:50010\\",\\"adminState\\":\\"Decommission In Progress\\"},\\"n4:50010\\":{\\"xferaddr\\":\\"10.77.0.14:50010\\",\\"adminState\\":\\"Decommissioned\\"}}"}]}
            """;

    static final String NODES =
            """
            {"nodes":{"node":[
            {"rack":"/default-rack","state":"RUNNING","id":"n3:45454","nodeHostName":"n3","availMemoryMB":2048,"usedMemoryMB":0,"availableVirtualCores":3,"usedVirtualCores":1},
            {"rack":"/default-rack","state":"LOST","id":"n4:45454","nodeHostName":"n4","availMemoryMB":0},
            {"rack":"/default-rack","state":"RUNNING","id":"n2:45454","nodeHostName":"n2","availMemoryMB":1024,"usedMemoryMB":1024,"availableVirtualCores":4,"usedVirtualCores":0}]}}
            """;

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            throw new IllegalArgumentException(notJson);
        }
    }

    @Test
    void aNameNodeNamesThoseInService() throws Exception {
        assertThat(NameNodeInfo.workers(json(LIVE_NODES)))
                .containsExactly(new Worker("n2", Optional.of("10.77.0.12")));
    }

    @Test
    void aResourceManagerNamesThoseThatRun() throws Exception {
        assertThat(ClusterNodes.workers(json(NODES)))
                .extracting(Worker::name)
                .containsExactly("n2", "n3");
        assertThat(ClusterNodes.running(json(NODES)).get(0))
                .isEqualTo(new ClusterNodes.Node(new Worker("n3", Optional.empty()), 2048, 4));
    }

    @Test
    void aResourceManagerWithoutNodesHasNone() throws Exception {
        assertThat(ClusterNodes.workers(json("{\"nodes\":null}"))).isEmpty();
    }

    @Test
    void anotherServersAnswerIsNone() {
        assertThatThrownBy(() -> NameNodeInfo.workers(json("{\"beans\":[]}")))
                .hasMessage("there is no LiveNodes in it");
        assertThatThrownBy(
                        () ->
                                NameNodeInfo.workers(
                                        json("{\"beans\":[{\"LiveNodes\":\"<html>\"}]}")))
                .hasMessage("LiveNodes is not JSON");
        assertThatThrownBy(() -> ClusterNodes.workers(json("{}")))
                .hasMessage("there are no nodes in it");
    }

    @Property
    void anyLiveNodesAreReadOrRefused(@ForAll String inside) throws Exception {
        String answer =
                new ObjectMapper()
                        .createObjectNode()
                        .set(
                                "beans",
                                new ObjectMapper()
                                        .createArrayNode()
                                        .addObject()
                                        .put("LiveNodes", inside))
                        .toString();
        try {
            assertThat(NameNodeInfo.workers(json(answer))).isNotNull();
        } catch (UnreadableAnswerException refused) {
            assertThat(refused).message().isNotBlank();
        }
    }
}

package io.flinkvariance.hadoop;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The applications of a YARN, as its ResourceManager tells over HTTP. */
public final class Applications {
    private final Master master;
    private List<HttpAddress> resourceManagers = List.of();

    /** Those of the ResourceManager that the configuration on that machine names. */
    public Applications(Host host, YarnProperties properties) {
        this.master = new Master(host, properties);
    }

    /**
     * One of them.
     *
     * @param id such as {@code application_1574812345678_0001}
     * @throws UnreachableException if no ResourceManager answers, or none knows it
     */
    public Application of(String id) throws InterruptedException {
        try {
            return master.http()
                    .first(resourceManagers(), "/ws/v1/cluster/apps/" + id, Application::of);
        } catch (UnreadableAnswerException silent) {
            throw new UnreachableException(
                    "[%s] asking the ResourceManager for %s: %s"
                            .formatted(master.name(), id, silent.getMessage()),
                    silent);
        }
    }

    /**
     * Those of some machines that are gone: YARN has given them up, or their NodeManager does not
     * answer. YARN itself notices that only after ten minutes, unless told otherwise.
     *
     * @param hosts as YARN calls them
     */
    public List<LostNode> lost(Set<String> hosts) throws InterruptedException {
        List<LostNode> lost = new ArrayList<>();
        for (ClusterNodes.Standing node : nodes()) {
            if (hosts.contains(node.host())) {
                why(node).ifPresent(why -> lost.add(new LostNode(node.host(), why)));
            }
        }
        return lost;
    }

    private Optional<String> why(ClusterNodes.Standing node) throws InterruptedException {
        if (!node.hasContainers()) {
            return Optional.of("YARN has it as " + node.state());
        }
        return node.nodeManager().isPresent() && master.http().isSilent(node.nodeManager().get())
                ? Optional.of("its NodeManager does not answer")
                : Optional.empty();
    }

    /** None where nobody tells. */
    private List<ClusterNodes.Standing> nodes() throws InterruptedException {
        try {
            return master.http().first(resourceManagers(), ClusterNodes.PATH, ClusterNodes::all);
        } catch (UnreadableAnswerException unknown) {
            return List.of();
        }
    }

    /** Read once: they do not move while a run goes on. */
    private List<HttpAddress> resourceManagers() throws InterruptedException {
        if (resourceManagers.isEmpty()) {
            try {
                resourceManagers = master.facts().configuration().resourceManagers();
            } catch (UnreadableAnswerException notXml) {
                throw new ClusterStateException(
                        "[%s] reading HADOOP_CONF_DIR: %s. Try: deploy-tool doctor --target yarn"
                                .formatted(master.name(), notXml.getMessage()),
                        notXml);
            }
            if (resourceManagers.isEmpty()) {
                throw new ClusterStateException(
                        "[%s] looking for the ResourceManager: nothing says where it is. Try: deploy-tool doctor --target yarn"
                                .formatted(master.name()));
            }
        }
        return resourceManagers;
    }
}

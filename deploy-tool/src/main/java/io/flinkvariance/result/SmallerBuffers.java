package io.flinkvariance.result;

import io.flinkvariance.cluster.StandaloneCluster;
import io.flinkvariance.model.BufferSettings;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to type so that buffers hide a straggler for half a minute only. */
public final class SmallerBuffers {
    private SmallerBuffers() {}

    /**
     * The words; nothing where smaller ones would not help.
     *
     * @param target the kind of cluster, as in {@code --target}
     */
    public static Optional<String> remedy(String target, BufferSettings buffers) {
        Map<String, String> small = BufferSettings.SMALL.toFlinkConf();
        String options =
                buffers.toFlinkConf().entrySet().stream()
                        .filter(key -> isMore(key.getValue(), small.get(key.getKey())))
                        .map(key -> "--flink-conf " + key.getKey() + "=" + small.get(key.getKey()))
                        .collect(Collectors.joining(" "));
        if (options.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                target.equals(StandaloneCluster.TARGET)
                        ? "flink_buffers: small in ansible/group_vars/all.yml, and then cd ansible &&"
                                + " ansible-playbook rolling.yml"
                        : options);
    }

    private static boolean isMore(String value, String other) {
        return Integer.parseInt(value) > Integer.parseInt(other);
    }
}

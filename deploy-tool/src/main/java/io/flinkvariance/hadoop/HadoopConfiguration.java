package io.flinkvariance.hadoop;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the files in HADOOP_CONF_DIR come to, as far as it says where HDFS and YARN are: their
 * values, and Hadoop's defaults for what they leave out.
 *
 * <p>Variables are replaced where the files define them; those of the JVM are left as they are.
 */
final class HadoopConfiguration {
    static final String DEFAULT_FS = "fs.defaultFS";
    static final String RESOURCE_MANAGER = "yarn.resourcemanager.hostname";

    private static final String DEFAULT_FS_BEFORE_2 = "fs.default.name";
    private static final String NAME_NODE_HTTP = "dfs.namenode.http-address";
    private static final String WEBAPP = "yarn.resourcemanager.webapp.address";
    private static final String HA_IDS = "yarn.resourcemanager.ha.rm-ids";
    private static final String SMALLEST_CONTAINER = "yarn.scheduler.minimum-allocation-mb";
    private static final int SMALLEST_CONTAINER_MB = 1024;
    private static final Pattern POSITIVE = Pattern.compile("[1-9]\\d{0,6}");
    private static final Pattern HDFS = Pattern.compile("hdfs://([^/:\\s]+)(?::\\d+)?/?");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^{}$\\s]+)\\}");
    private static final int DEEPEST = 20;

    /** Of Hadoop 2 and of Hadoop 3. */
    private static final List<Integer> NAME_NODE_PORTS = List.of(50070, 9870);

    private static final int RESOURCE_MANAGER_PORT = 8088;

    private final Map<String, String> values;

    /** Of what the files say, the later ones above the earlier. */
    HadoopConfiguration(List<Map<String, String>> files) {
        Map<String, String> all = new HashMap<>();
        files.forEach(all::putAll);
        this.values = Map.copyOf(all);
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key)).map(this::expanded).filter(v -> !v.isEmpty());
    }

    private String expanded(String value) {
        String text = value;
        for (int depth = 0; depth < DEEPEST; depth++) {
            Matcher variable = VARIABLE.matcher(text);
            String next =
                    variable.replaceAll(
                            found ->
                                    Matcher.quoteReplacement(
                                            values.getOrDefault(found.group(1), found.group())));
            if (next.equals(text)) {
                break;
            }
            text = next;
        }
        return text.strip();
    }

    /** The file system that names without one belong to: where Flink puts its files. */
    String defaultFs() {
        return value(DEFAULT_FS).or(() -> value(DEFAULT_FS_BEFORE_2)).orElse("file:///");
    }

    /** The host, or the name of several, behind a default file system that is HDFS. */
    private Optional<String> hdfsAuthority() {
        Matcher hdfs = HDFS.matcher(defaultFs());
        return hdfs.matches() ? Optional.of(hdfs.group(1)) : Optional.empty();
    }

    /** Where a NameNode may answer, the likeliest first; none where HDFS is not the default. */
    List<HttpAddress> nameNodes() {
        return hdfsAuthority().map(this::nameNodes).orElse(List.of());
    }

    private List<HttpAddress> nameNodes(String authority) {
        Set<HttpAddress> found = new LinkedHashSet<>();
        for (String id : list("dfs.ha.namenodes." + authority)) {
            value("%s.%s.%s".formatted(NAME_NODE_HTTP, authority, id))
                    .flatMap(HttpAddress::parse)
                    .ifPresent(found::add);
        }
        if (found.isEmpty()) {
            value(NAME_NODE_HTTP)
                    .flatMap(HttpAddress::parse)
                    .map(address -> address.orOn(authority))
                    .ifPresent(found::add);
        }
        if (found.isEmpty()) {
            NAME_NODE_PORTS.forEach(port -> found.add(new HttpAddress(authority, port)));
        }
        return List.copyOf(found);
    }

    /** Where a ResourceManager may answer; none where nothing says on which host one is. */
    List<HttpAddress> resourceManagers() {
        List<String> ids = list(HA_IDS);
        return (ids.isEmpty() ? Stream.of("") : ids.stream().map(id -> "." + id))
                .flatMap(suffix -> resourceManager(suffix).stream())
                .distinct()
                .toList();
    }

    private Optional<HttpAddress> resourceManager(String suffix) {
        String host = value(RESOURCE_MANAGER + suffix).orElse(HttpAddress.ANY);
        return value(WEBAPP + suffix)
                .map(text -> text.replace("${" + RESOURCE_MANAGER + "}", host))
                .flatMap(HttpAddress::parse)
                .map(address -> address.orOn(host))
                .or(() -> Optional.of(new HttpAddress(host, RESOURCE_MANAGER_PORT)))
                .filter(address -> !address.host().equals(HttpAddress.ANY));
    }

    /** What YARN hands out at least, MB; everything else is a multiple of it. */
    int smallestContainerMb() {
        return value(SMALLEST_CONTAINER)
                .filter(text -> POSITIVE.matcher(text).matches())
                .map(Integer::valueOf)
                .orElse(SMALLEST_CONTAINER_MB);
    }

    private List<String> list(String key) {
        return value(key).stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }
}

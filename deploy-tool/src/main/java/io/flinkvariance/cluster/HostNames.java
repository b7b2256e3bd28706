package io.flinkvariance.cluster;

import io.flinkvariance.error.UsageException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names that the user has for a cluster's hosts, by the addresses that Flink has for them.
 *
 * @param byAddress a host may have several addresses
 */
public record HostNames(Map<String, String> byAddress) {
    public static final HostNames NONE = new HostNames(Map.of());

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*)");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_.:-]+");

    public HostNames {
        byAddress = new LinkedHashMap<>(byAddress);
    }

    /**
     * Reads {@code n1=10.0.0.1,n2=10.0.0.2}.
     *
     * @throws UsageException if it is of another form
     */
    static HostNames parse(String text) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            String[] parts = pair.strip().split("=", -1);
            if (parts.length != 2
                    || !NAME.matcher(parts[0]).matches()
                    || !ADDRESS.matcher(parts[1]).matches()) {
                throw new UsageException(
                        "cluster.names: %s is not name=address. Try: cluster.names=n1=10.0.0.1,n2=10.0.0.2"
                                .formatted(pair));
            }
            names.put(parts[1], parts[0]);
        }
        return new HostNames(names);
    }

    /** The name of an address; where none is known, the address. */
    public String of(String address) {
        return byAddress.getOrDefault(address, address);
    }

    /** The same for each of them. */
    public List<String> of(List<String> addresses) {
        return addresses.stream().map(this::of).toList();
    }

    /** The same for the address in brackets that a message begins with. */
    public String inMessage(String message) {
        int end = message.indexOf(']');
        return message.startsWith("[") && end > 0
                ? "[" + of(message.substring(1, end)) + message.substring(end)
                : message;
    }

    /** The addresses of a host that is named so, in full or up to the first dot. */
    public Set<String> addresses(String name) {
        Set<String> addresses = new LinkedHashSet<>();
        byAddress.forEach(
                (address, known) -> {
                    if (known.equals(name)
                            || known.startsWith(name + ".")
                            || name.startsWith(known + ".")) {
                        addresses.add(address);
                    }
                });
        return addresses;
    }
}

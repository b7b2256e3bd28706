package io.flinkvariance.hadoop;

/**
 * A machine of YARN's that is down, or cut off.
 *
 * @param host as YARN calls it
 * @param why it is taken for lost
 */
public record LostNode(String host, String why) {
    @Override
    public String toString() {
        return "node %s is lost: %s".formatted(host, why);
    }
}

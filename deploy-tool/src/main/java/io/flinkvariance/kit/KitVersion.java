package io.flinkvariance.kit;

/** The version of the kit, as the build wrote it into the jar. */
public final class KitVersion {
    private KitVersion() {}

    /** The version, or "development" when the classes are not in a jar. */
    public static String current() {
        String version = KitVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}

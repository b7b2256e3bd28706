package io.flinkvariance.stamps;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * Names the clock behind {@link System#nanoTime}. On Linux it is the kernel's, the same in all
 * processes until the machine boots again; elsewhere only a process is sure of it.
 */
final class MachineClock {
    private static final Path BOOT = Paths.get("/proc/sys/kernel/random/boot_id");

    private MachineClock() {}

    static String name() {
        return name(BOOT);
    }

    static String name(Path boot) {
        try {
            String id = new String(Files.readAllBytes(boot), StandardCharsets.US_ASCII).trim();
            if (!id.isEmpty()) {
                return id;
            }
        } catch (IOException notLinux) {
            return process();
        }
        return process();
    }

    private static String process() {
        return ManagementFactory.getRuntimeMXBean().getName().replaceAll("\\s", "_");
    }
}

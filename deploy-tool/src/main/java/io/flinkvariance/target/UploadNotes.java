package io.flinkvariance.target;

import io.flinkvariance.host.UploadProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says once what is sent, and of a long upload how far it is. */
final class UploadNotes implements UploadProgress {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final double KIB = 1024;

    private final String host;
    private final String file;
    private final Consumer<String> notes;
    private final LongSupplier nanos;
    private long saidNanos;
    private boolean said;

    UploadNotes(String host, String file, Consumer<String> notes) {
        this(host, file, notes, System::nanoTime);
    }

    UploadNotes(String host, String file, Consumer<String> notes, LongSupplier nanos) {
        this.host = host;
        this.file = file;
        this.notes = notes;
        this.nanos = nanos;
    }

    @Override
    public void sent(long sentBytes, long totalBytes) {
        long now = nanos.getAsLong();
        if (!said) {
            notes.accept(
                    String.format(
                            Locale.ROOT,
                            "[%s] sending %s, %.1f KiB",
                            host,
                            file,
                            totalBytes / KIB));
        } else if (now - saidNanos >= PAUSE.toNanos() && sentBytes < totalBytes) {
            notes.accept(
                    "[%s] sending %s: %d %%".formatted(host, file, 100 * sentBytes / totalBytes));
        } else {
            return;
        }
        said = true;
        saidNanos = now;
    }
}

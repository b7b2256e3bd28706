package io.flinkvariance.host;

/** Is told how far an upload is, from the thread that sends. */
@FunctionalInterface
public interface UploadProgress {
    UploadProgress IGNORED = (sentBytes, totalBytes) -> {};

    void sent(long sentBytes, long totalBytes);
}

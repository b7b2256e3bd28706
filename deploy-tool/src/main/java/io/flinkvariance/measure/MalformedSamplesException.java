package io.flinkvariance.measure;

/** A file that was given as samples and holds none; the message says where it goes wrong. */
public final class MalformedSamplesException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedSamplesException(String message) {
        super(message);
    }
}

package io.flinkvariance.host;

import java.io.IOException;

/** A key is of a kind that is not read, whatever the passphrase. */
final class UnreadKindException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadKindException(String kind) {
        super(kind + " is not supported");
    }
}

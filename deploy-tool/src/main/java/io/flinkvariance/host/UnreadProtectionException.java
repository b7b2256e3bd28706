package io.flinkvariance.host;

import java.io.IOException;

/** A key is protected by a cipher that is not at hand, whatever the passphrase. */
final class UnreadProtectionException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadProtectionException(Throwable cause) {
        super(cause);
    }
}

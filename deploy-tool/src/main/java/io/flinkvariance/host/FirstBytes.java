package io.flinkvariance.host;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a server says first, kept on the way to whoever reads it. */
final class FirstBytes {
    private static final int KEPT = 256;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /** The stream, of which the first bytes are kept. */
    InputStream of(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                if (next >= 0) {
                    keep(new byte[] {(byte) next}, 0, 1);
                }
                return next;
            }

            @Override
            public int read(byte[] bytes, int from, int most) throws IOException {
                int count = super.read(bytes, from, most);
                keep(bytes, from, count);
                return count;
            }
        };
    }

    private void keep(byte[] bytes, int from, int count) {
        int room = KEPT - kept.size();
        if (room > 0 && count > 0) {
            kept.write(bytes, from, Math.min(room, count));
        }
    }

    /** All that was kept; bytes that are no text are left as they are. */
    String text() {
        return kept.toString(StandardCharsets.ISO_8859_1);
    }
}

package io.flinkvariance.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What a stream begins with, while nobody knows when, or whether, it will end. */
final class FirstWords {
    private static final int SHOWN = 400;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");

    private final InputStream stream;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CountDownLatch firstLine = new CountDownLatch(1);
    private BackgroundWork<Void> work;

    private FirstWords(InputStream stream) {
        this.stream = stream;
    }

    static FirstWords of(String threadName, InputStream stream) {
        FirstWords words = new FirstWords(stream);
        words.work = BackgroundWork.start(threadName, words::read);
        return words;
    }

    private Void read() throws IOException {
        try {
            for (int next = stream.read(); next >= 0 && read.size() < SHOWN; next = stream.read()) {
                read.write(next);
                if (next == '\n') {
                    firstLine.countDown();
                }
            }
        } finally {
            firstLine.countDown();
        }
        return null;
    }

    /** The first line, or what of it came in that time. */
    String line(Duration atMost) throws InterruptedException {
        firstLine.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        return text().lines().findFirst().orElse("");
    }

    /** All of it that came, if it does not end in that time. */
    String all(Duration atMost) throws InterruptedException {
        work.endsWithin(atMost);
        return text();
    }

    private String text() {
        return CONTROL.matcher(read.toString(StandardCharsets.UTF_8)).replaceAll("");
    }
}

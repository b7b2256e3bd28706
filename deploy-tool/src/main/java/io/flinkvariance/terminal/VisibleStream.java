package io.flinkvariance.terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream for people's terminals, in UTF-8: names of files, words of machines and lines of logs go
 * through it, and none of them may move the cursor or hide what it says.
 */
public final class VisibleStream extends PrintStream {
    /** Writes to another one, and through to the end at the end of each line. */
    public VisibleStream(OutputStream to) {
        super(to, true, StandardCharsets.UTF_8);
    }

    @Override
    public void print(String text) {
        super.print(VisibleText.of(String.valueOf(text)));
    }

    @Override
    public void print(char letter) {
        print(String.valueOf(letter));
    }

    @Override
    public void print(char[] letters) {
        print(String.valueOf(letters));
    }
}

package io.flinkvariance.measure;

/** What is wrong with one line of samples; which line that is only its reader knows. */
final class FaultyLineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int sample;

    private FaultyLineException(String message, int sample) {
        super(message);
        this.sample = sample;
    }

    /** A fault of the line as a whole. */
    static FaultyLineException of(String fault) {
        return new FaultyLineException(": " + fault, -1);
    }

    /** A fault of one field. */
    static FaultyLineException inColumn(String column, String fault) {
        return new FaultyLineException(", column " + column + ": " + fault, -1);
    }

    /** The same of the sample at that place. */
    FaultyLineException ofSample(int index) {
        return new FaultyLineException(getMessage(), index);
    }

    /** The place of the sample, where it is known. */
    int sample() {
        return sample;
    }

    /** The message for the user, with the line, counted from the file's first as 0. */
    MalformedSamplesException at(String source, int line) {
        return new MalformedSamplesException(source + ", line " + (line + 1) + getMessage());
    }
}

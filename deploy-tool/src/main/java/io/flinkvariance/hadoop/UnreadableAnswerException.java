package io.flinkvariance.hadoop;

/** An answer of Hadoop's that does not say what is looked for in it. */
final class UnreadableAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableAnswerException(String why) {
        super(why);
    }
}

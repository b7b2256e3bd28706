package io.flinkvariance.host;

/**
 * What a command left behind.
 *
 * @param exitCode never unknown: a command that was ended by a signal has 128 and the signal's
 *     number
 * @param output its standard output
 * @param errors its standard error
 */
public record CommandResult(int exitCode, String output, String errors) {

    public boolean succeeded() {
        return exitCode == 0;
    }

    /** The last line it said, for a message: of its standard error, or else of its output. */
    public String lastWords() {
        String words = errors.isBlank() ? output : errors;
        return words.lines()
                .filter(line -> !line.isBlank())
                .reduce((earlier, later) -> later)
                .map(String::strip)
                .orElse("exit code " + exitCode);
    }
}

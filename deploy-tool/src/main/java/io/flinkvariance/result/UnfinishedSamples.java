package io.flinkvariance.result;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.file.RegularFile;
import io.flinkvariance.measure.MalformedSamplesException;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.SamplesCsv;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The samples of a run whose process may have been killed while it wrote them. */
final class UnfinishedSamples {
    private UnfinishedSamples() {}

    /** Reads them; half a line at the end is cut off, so that more can be added to the file. */
    static SampleSeries read(Path file) {
        try {
            if (!Files.exists(file) || cutOffHalfALine(file) == 0) {
                Files.deleteIfExists(file);
                return new SampleSeries(List.of());
            }
            return SamplesCsv.read(file);
        } catch (IOException | MalformedSamplesException failed) {
            throw new OperationFailedException(
                    "reading the samples so far: " + failed.getMessage(), failed);
        }
    }

    /** How many bytes are left. */
    private static long cutOffHalfALine(Path file) throws IOException {
        String text = RegularFile.text(file, StandardCharsets.ISO_8859_1);
        int whole = text.lastIndexOf('\n') + 1;
        if (whole < text.length()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole);
            }
        }
        return whole;
    }
}

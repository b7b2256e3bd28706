package io.flinkvariance.remedies;

import io.flinkvariance.model.BufferSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * More and fewer network buffers; Flink has the same for all jobs, so each needs one of its own.
 */
final class BufferRemedies {
    private static final int FEWEST = 1;
    private static final int TIMES_AS_MANY = 2;

    private static final String FEWER =
            "the collapse comes sooner and records wait for less; with fewer than two for each"
                    + " channel subtasks wait for a buffer, too";

    private static final String MORE =
            "the straggler stays hidden for longer, then records wait for longer, as does a"
                    + " savepoint that goes through them; the pace stays the slowest one's";

    private BufferRemedies() {}

    static List<Remedy> of(BufferSettings asItIs) {
        return IntStream.of(FEWEST, TIMES_AS_MANY * asItIs.perChannel())
                .filter(perChannel -> perChannel != asItIs.perChannel())
                .mapToObj(
                        perChannel ->
                                Remedy.inFlink(
                                        perChannel == 1
                                                ? "1 buffer a channel"
                                                : perChannel + " buffers a channel",
                                        Map.of(
                                                BufferSettings.PER_CHANNEL_KEY,
                                                Integer.toString(perChannel)),
                                        perChannel < asItIs.perChannel() ? FEWER : MORE))
                .toList();
    }
}

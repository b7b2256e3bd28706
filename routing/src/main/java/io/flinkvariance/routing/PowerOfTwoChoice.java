package io.flinkvariance.routing;

/**
 * Of one channel in turn and one drawn at random the one with less backlog, or that of last time
 * where it still has less than both: three looks a decision, however many channels there are.
 *
 * <p>That is the power of two choices (Mitzenmacher, "The power of two choices in randomized load
 * balancing", IEEE TPDS 2001) with a memory of one (Mitzenmacher, Prabhakar and Shah, "Load
 * balancing with memory", FOCS 2002), which remembers an idle channel until it has as much as
 * others.
 *
 * <p>Of equals the one in turn is taken, so where nothing waits the buffers that are being filled
 * fill evenly. Were both drawn, one of them would be full while another has room, and the source
 * would wait for it: some 3 % of the throughput where a channel has two buffers.
 */
final class PowerOfTwoChoice implements ChannelChoice {
    private final int channels;
    private long random;
    private int turn;
    private int last;

    PowerOfTwoChoice(int channels, long seed) {
        if (channels < 1) {
            throw new IllegalArgumentException("no channel");
        }
        this.channels = channels;
        this.random = seed;
        // Several subtasks that began alike would all send to the same channels.
        this.turn = draw(channels);
        this.last = turn;
    }

    @Override
    public int choose(Backlogs backlogs) {
        if (channels == 1) {
            return 0;
        }
        turn = turn + 1 == channels ? 0 : turn + 1;
        int drawn = draw(channels - 1);
        // Of the others, so that the two are never the same.
        last = better(better(turn, drawn < turn ? drawn : drawn + 1, backlogs), last, backlogs);
        return last;
    }

    private static int better(int one, int other, Backlogs backlogs) {
        return backlogs.of(one) <= backlogs.of(other) ? one : other;
    }

    /** A number in {@code [0, bound)}, of 32 random bits and without a division. */
    private int draw(int bound) {
        return (int) (((nextRandom() >>> 32) * bound) >>> 32);
    }

    /** SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private long nextRandom() {
        random += 0x9E3779B97F4A7C15L;
        long mixed = (random ^ (random >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}

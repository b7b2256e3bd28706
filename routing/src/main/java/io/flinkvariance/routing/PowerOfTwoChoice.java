package io.flinkvariance.routing;

/**
 * Of two channels drawn at random the one with less backlog: a decision costs two looks, however
 * many channels there are, and the longest queue stays short all the same (Mitzenmacher, "The power
 * of two choices in randomized load balancing", IEEE TPDS 2001).
 *
 * <p>Backlogs are counted in buffers, so many are equal. Then the router's own memory decides: the
 * channel that got fewer records since its backlog was last seen to change. A queue that stands
 * still while it is sent records is that of a slow subtask, or fuller than it looks.
 */
final class PowerOfTwoChoice implements ChannelChoice {
    private final int channels;
    private final SentCounts sent;
    private final int[] seen;
    private final long[] sentWhenItChanged;
    private long random;

    PowerOfTwoChoice(SentCounts sent, long seed) {
        if (sent.channels() < 1) {
            throw new IllegalArgumentException("no channel");
        }
        this.channels = sent.channels();
        this.sent = sent;
        this.seen = new int[channels];
        this.sentWhenItChanged = new long[channels];
        this.random = seed;
    }

    @Override
    public int choose(Backlogs backlogs) {
        if (channels == 1) {
            return 0;
        }
        long bits = nextRandom();
        int one = scaled(bits >>> 32, channels);
        // Of the others, so that the two are never the same.
        int other = scaled(bits & 0xFFFFFFFFL, channels - 1);
        if (other >= one) {
            other++;
        }
        int ofOne = look(backlogs, one);
        int ofOther = look(backlogs, other);
        if (ofOne != ofOther) {
            return ofOne < ofOther ? one : other;
        }
        return sentSinceChange(one) <= sentSinceChange(other) ? one : other;
    }

    private int look(Backlogs backlogs, int channel) {
        int backlog = backlogs.of(channel);
        if (backlog != seen[channel]) {
            seen[channel] = backlog;
            sentWhenItChanged[channel] = sent.of(channel);
        }
        return backlog;
    }

    private long sentSinceChange(int channel) {
        return sent.of(channel) - sentWhenItChanged[channel];
    }

    /** Of 32 random bits a number in {@code [0, bound)}, without a division. */
    private static int scaled(long bits, int bound) {
        return (int) ((bits * bound) >>> 32);
    }

    /** SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private long nextRandom() {
        random += 0x9E3779B97F4A7C15L;
        long mixed = (random ^ (random >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}

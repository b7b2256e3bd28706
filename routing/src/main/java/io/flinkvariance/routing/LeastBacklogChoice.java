package io.flinkvariance.routing;

import java.util.Arrays;

/**
 * The channel with the least backlog; equals take turns.
 *
 * <p>Up to {@value #SHORTLIST_SHARE} channels it is exactly that one, found by a look at all. With
 * more, one look at all makes a shortlist of the least sixteenth, to an eighth of a backlog; its
 * members are taken in turn, each if it has no more than it had, and then all are looked at again.
 * So a decision costs some sixteen looks, however many channels there are.
 */
final class LeastBacklogChoice implements ChannelChoice {
    static final int SHORTLIST_SHARE = 16;

    /** Of each octave of backlogs, which are told apart; below twice as many each is by itself. */
    private static final int LEVELS_OF_AN_OCTAVE = 8;

    private static final int HIGHEST_LEVEL = level(Integer.MAX_VALUE);

    private final int channels;
    private final int[] shortlist;
    private final short[] levels;
    private final int[] placesOfLevel = new int[HIGHEST_LEVEL + 1];
    private int listed;
    private int taken;
    private int last;

    LeastBacklogChoice(int channels) {
        if (channels < 1) {
            throw new IllegalArgumentException("no channel");
        }
        this.channels = channels;
        boolean needsShortlist = channels > SHORTLIST_SHARE;
        this.shortlist = new int[needsShortlist ? channels / SHORTLIST_SHARE : 0];
        this.levels = new short[needsShortlist ? channels : 0];
    }

    @Override
    public int choose(Backlogs backlogs) {
        last = channels <= SHORTLIST_SHARE ? least(backlogs) : shortlisted(backlogs);
        return last;
    }

    private int least(Backlogs backlogs) {
        int chosen = -1;
        int least = Integer.MAX_VALUE;
        int channel = last;
        for (int step = 0; step < channels; step++) {
            channel = after(channel);
            int backlog = backlogs.of(channel);
            if (chosen < 0 || backlog < least) {
                chosen = channel;
                least = backlog;
            }
        }
        return chosen;
    }

    private int shortlisted(Backlogs backlogs) {
        while (taken < listed) {
            int channel = shortlist[taken++];
            if (level(backlogs, channel) <= levels[channel]) {
                return channel;
            }
        }
        makeShortlist(backlogs);
        taken = 1;
        return shortlist[0];
    }

    /** The emptiest come first: they may be idle. */
    private void makeShortlist(Backlogs backlogs) {
        Arrays.fill(placesOfLevel, 0);
        for (int channel = 0; channel < channels; channel++) {
            short level = level(backlogs, channel);
            levels[channel] = level;
            placesOfLevel[level]++;
        }
        listed = channels / SHORTLIST_SHARE;
        int places = 0;
        for (int level = 0; level <= HIGHEST_LEVEL; level++) {
            int first = places;
            places += placesOfLevel[level];
            placesOfLevel[level] = first;
        }
        list();
    }

    /** Begins behind the channel that was last, so that equals take turns. */
    private void list() {
        int channel = last;
        for (int step = 0; step < channels; step++) {
            channel = after(channel);
            int place = placesOfLevel[levels[channel]]++;
            if (place < listed) {
                shortlist[place] = channel;
            }
        }
    }

    private static short level(Backlogs backlogs, int channel) {
        return (short) level(backlogs.of(channel));
    }

    /** Grows with the backlog, and by one where that grows by an eighth or less. */
    static int level(int backlog) {
        int octave =
                Math.max(
                        0,
                        Integer.numberOfLeadingZeros(LEVELS_OF_AN_OCTAVE)
                                - Integer.numberOfLeadingZeros(backlog));
        return octave * LEVELS_OF_AN_OCTAVE + (backlog >>> octave);
    }

    private int after(int channel) {
        return channel + 1 == channels ? 0 : channel + 1;
    }
}

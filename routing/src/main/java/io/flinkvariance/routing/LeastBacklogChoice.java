package io.flinkvariance.routing;

import java.util.Arrays;

/**
 * The channel with the least backlog; equals take turns.
 *
 * <p>Up to {@value #SHORTLIST_SHARE} channels it is exactly that one, found by a look at all. With
 * more, one look at all makes a shortlist of the least sixteenth; its members are taken in turn,
 * each if it has no more than it had, and then all are looked at again. So a decision costs some
 * sixteen looks, however many channels there are.
 */
final class LeastBacklogChoice implements ChannelChoice {
    static final int SHORTLIST_SHARE = 16;

    /** Backlogs from here on are alike: far more than a channel's share of the buffers. */
    private static final int HIGHEST_LEVEL = 63;

    private final int channels;
    private final int[] shortlist;
    private final byte[] levels;
    private final int[] channelsAtLevel = new int[HIGHEST_LEVEL + 1];
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
        this.levels = new byte[needsShortlist ? channels : 0];
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

    /** Begins behind the channel that was last, so that equals take turns. */
    private void makeShortlist(Backlogs backlogs) {
        Arrays.fill(channelsAtLevel, 0);
        for (int channel = 0; channel < channels; channel++) {
            byte level = level(backlogs, channel);
            levels[channel] = level;
            channelsAtLevel[level]++;
        }
        listed = 0;
        // The emptiest come first: they may be idle.
        for (int level = 0; listed < channels / SHORTLIST_SHARE; level++) {
            if (channelsAtLevel[level] > 0) {
                list(level);
            }
        }
    }

    private void list(int level) {
        int channel = last;
        for (int step = 0; step < channels && listed < channels / SHORTLIST_SHARE; step++) {
            channel = after(channel);
            if (levels[channel] == level) {
                shortlist[listed++] = channel;
            }
        }
    }

    private static byte level(Backlogs backlogs, int channel) {
        return (byte) Math.min(HIGHEST_LEVEL, backlogs.of(channel));
    }

    private int after(int channel) {
        return channel + 1 == channels ? 0 : channel + 1;
    }
}

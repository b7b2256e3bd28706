package io.flinkvariance.hadoop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code hdfs dfsadmin -report} prints, of Hadoop 2 and 3.
 *
 * <p>Only its sections tell the living from the dead, whose status is {@code Normal}, too; and a
 * node that is being decommissioned stands among the living as well as in a section of its own.
 */
final class DfsadminReport {
    private static final Pattern SECTION = Pattern.compile("(\\S.*) datanodes \\((\\d+)\\):\\s*");
    private static final Pattern NAME = Pattern.compile("Name: (\\S+):\\d+(?: \\(.*\\))?\\s*");
    private static final Pattern HOSTNAME = Pattern.compile("Hostname: (\\S+)\\s*");
    private static final Pattern STATUS = Pattern.compile("Decommission Status : (.*\\S)\\s*");
    private static final String LIVING = "Live";
    private static final String IN_SERVICE = "Normal";
    private static final String FIRST_OF_ALL = "Configured Capacity:";

    private final List<Worker> workers = new ArrayList<>();
    private boolean isReport;
    private boolean isAmongLiving;
    private int announced;
    private int named;
    private int judged;
    private Optional<String> address = Optional.empty();
    private Optional<String> hostname = Optional.empty();

    private DfsadminReport() {}

    /**
     * The nodes that live and are neither decommissioned nor about to be.
     *
     * @throws UnreadableAnswerException if it is no such report, or not the whole of one
     */
    static List<Worker> workers(String report) throws UnreadableAnswerException {
        DfsadminReport reader = new DfsadminReport();
        for (String line : report.lines().toList()) {
            reader.read(line);
        }
        if (!reader.isReport) {
            throw new UnreadableAnswerException("there is no line " + FIRST_OF_ALL);
        }
        if (reader.judged != reader.announced || reader.named != reader.announced) {
            throw new UnreadableAnswerException(
                    "of %d live datanodes it names %d and tells the status of %d"
                            .formatted(reader.announced, reader.named, reader.judged));
        }
        return Worker.each(reader.workers);
    }

    private void read(String line) throws UnreadableAnswerException {
        isReport |= line.startsWith(FIRST_OF_ALL);
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
            isAmongLiving = section.group(1).equals(LIVING);
            if (isAmongLiving) {
                announced += number(section.group(2));
            }
        } else if (isAmongLiving) {
            ofLiving(line);
        }
    }

    private void ofLiving(String line) throws UnreadableAnswerException {
        Matcher name = NAME.matcher(line);
        Matcher itsOwn = HOSTNAME.matcher(line);
        Matcher status = STATUS.matcher(line);
        if (name.matches()) {
            named++;
            address = Optional.of(host(name.group(1)));
            hostname = Optional.empty();
        } else if (itsOwn.matches()) {
            hostname = Optional.of(host(itsOwn.group(1)));
        } else if (status.matches() && address.isPresent()) {
            judged++;
            if (status.group(1).equals(IN_SERVICE)) {
                workers.add(new Worker(hostname.orElse(address.get()), address));
            }
            address = Optional.empty();
        }
    }

    private static int number(String digits) throws UnreadableAnswerException {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException tooMany) {
            throw new UnreadableAnswerException(digits + " datanodes are too many");
        }
    }

    private static String host(String text) throws UnreadableAnswerException {
        if (!Worker.isHost(text)) {
            throw new UnreadableAnswerException(text + " is not the name of a host");
        }
        return text;
    }
}

package io.flinkvariance.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys and values of a properties file, with what is wrong with the file as a file. */
public final class PropertiesText {
    /** Far above any scenario, far below what would hurt. */
    static final int LONGEST_BYTES = 64 * 1024;

    /** What {@link Properties} takes for the end of a line, and nothing else. */
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|[\\n\\r]");

    private static final Pattern COMMENT = Pattern.compile("[ \\t\\f]*[#!].*", Pattern.DOTALL);

    /** A line that ends in an odd number of backslashes goes on in the next one. */
    private static final Pattern GOES_ON =
            Pattern.compile("(?:.*[^\\\\])?\\\\(?:\\\\\\\\)*", Pattern.DOTALL);

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /**
     * After a number of whole escapes: a Unicode escape without its digits, or a letter of none.
     */
    private static final Pattern NO_ESCAPE =
            Pattern.compile(
                    "((?<!\\\\)(?:\\\\\\\\)*)\\\\(?=u(?![0-9A-Fa-f]{4})|[A-Za-eg-mo-qsv-z0-9_-]"
                            + "|(?<=[=:\\s][A-Za-z]:\\\\)[^\\\\])");

    private final Map<String, String> values;
    private final List<String> faults;

    private PropertiesText(Map<String, String> values, List<String> faults) {
        this.values = values;
        this.faults = faults;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read; what it holds is a matter of {@link #faults}
     */
    public static PropertiesText read(Path file) throws IOException {
        return parse(content(file), file.toString());
    }

    /** What is in a file, or as much of it as shows that it is too large. */
    static byte[] content(Path file) throws IOException {
        byte[] content = new byte[LONGEST_BYTES + 1];
        int length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            int more = in.read(content);
            while (more > 0) {
                length += more;
                more = in.read(content, length, content.length - length);
            }
        }
        return Arrays.copyOf(content, length);
    }

    /** Parses what a file called {@code source} holds. */
    public static PropertiesText parse(byte[] content, String source) {
        return parse(content, source, false);
    }

    /** Reads a file with secrets in it: what is wrong is told without a value. */
    public static PropertiesText readSecrets(Path file) throws IOException {
        return ofSecrets(content(file), file.toString());
    }

    static PropertiesText ofSecrets(byte[] content, String source) {
        return parse(content, source, true);
    }

    private static PropertiesText parse(byte[] content, String source, boolean isSecret) {
        List<String> faults = new ArrayList<>();
        if (content.length > LONGEST_BYTES) {
            faults.add(source + ": larger than " + LONGEST_BYTES + " bytes; expected properties");
            return new PropertiesText(new LinkedHashMap<>(), faults);
        }
        DuplicateFinder found = new DuplicateFinder(source, isSecret, faults);
        try (Reader reader = new StringReader(mended(text(content), source, isSecret, faults))) {
            found.load(reader);
        } catch (CharacterCodingException notText) {
            faults.clear();
            faults.add(source + ": " + whyNotText(content));
            return new PropertiesText(new LinkedHashMap<>(), faults);
        } catch (IOException impossible) {
            throw new AssertionError("reading from a string", impossible);
        }
        return new PropertiesText(found.inOrder, faults);
    }

    /** The keys and values, in the order of the file. */
    public Map<String, String> values() {
        return values;
    }

    /** What is wrong with the file: doubled keys, or that it is none. */
    public List<String> faults() {
        return faults;
    }

    /**
     * The text with every backslash doubled that is no escape, so that the keys of all other lines
     * are read; each of them is a fault. {@link Properties} drops it from {@code C:\\keys}, and
     * fails with {@code C:\\Users}, for an escape of a character.
     */
    private static String mended(
            String text, String source, boolean isSecret, List<String> faults) {
        StringBuilder mended = new StringBuilder();
        Matcher ends = LINE_END.matcher(text);
        boolean goesOn = false;
        int begin = 0;
        for (int number = 1; ; number++) {
            boolean isLast = !ends.find();
            String line = text.substring(begin, isLast ? text.length() : ends.start());
            // What a line goes on with is no comment, however it begins.
            boolean isComment = !goesOn && COMMENT.matcher(line).matches();
            goesOn = !isComment && GOES_ON.matcher(line).matches();
            if (!isComment && NO_ESCAPE.matcher(line).find()) {
                faults.add(
                        source
                                + ": line "
                                + number
                                + ": a backslash that is no escape"
                                + (isSecret ? "" : ": " + line.trim())
                                + ". Try: two of them, or / in a path");
                line = NO_ESCAPE.matcher(line).replaceAll("$1\\\\\\\\");
            }
            mended.append(line);
            if (isLast) {
                return mended.toString();
            }
            // As it is: at the end of a file not all ends of a line mean the same.
            mended.append(ends.group());
            begin = ends.end();
        }
    }

    /** Other programs write properties in the encoding of Western Europe, too. */
    private static String whyNotText(byte[] content) {
        int line = 1;
        ByteBuffer bytes = ByteBuffer.wrap(content);
        StandardCharsets.UTF_8
                .newDecoder()
                .decode(bytes, CharBuffer.allocate(content.length), true);
        for (int place = 0; place < content.length; place++) {
            if (content[place] == 0) {
                return "not a text file; expected properties in UTF-8";
            }
            if (content[place] == '\n' && place < bytes.position()) {
                line++;
            }
        }
        return "line " + line + " is not in UTF-8. Try: to save the file as UTF-8";
    }

    /** A fault on one line, whatever a key or a value has in it. */
    public static String onOneLine(String fault) {
        Matcher controls = CONTROL.matcher(fault);
        StringBuffer line = new StringBuffer();
        while (controls.find()) {
            controls.appendReplacement(
                    line, String.format("\\\\u%04X", (int) controls.group().charAt(0)));
        }
        return controls.appendTail(line).toString();
    }

    private static String text(byte[] content) throws CharacterCodingException {
        String text =
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        if (text.indexOf('\0') >= 0) {
            throw new CharacterCodingException();
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** {@link Properties} keeps the last of two equal keys in silence; here both are reported. */
    private static final class DuplicateFinder extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> inOrder = new LinkedHashMap<>();
        private final transient List<String> faults;
        private final String source;
        private final boolean isSecret;

        DuplicateFinder(String source, boolean isSecret, List<String> faults) {
            this.source = source;
            this.isSecret = isSecret;
            this.faults = faults;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            String before = inOrder.put((String) key, ((String) value).trim());
            if (before != null) {
                faults.add(
                        source
                                + ": "
                                + key
                                + ": given twice"
                                + (isSecret ? "" : ", as " + before + " and as " + value));
            }
            return before;
        }
    }
}

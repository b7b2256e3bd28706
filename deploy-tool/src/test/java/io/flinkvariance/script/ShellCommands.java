package io.flinkvariance.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The simple commands in a shell script, each as its words; those in {@code $(…)}, too. It reads as
 * much of the language as this kit's scripts use: no here-documents and no backquotes.
 */
final class ShellCommands {
    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private final Deque<Command> open = new ArrayDeque<>();
    private int at;

    /** How many commands there were when the last list of them ended. */
    private int patternsBegin;

    private ShellCommands(String text) {
        this.text = text;
    }

    /**
     * A command that is being read, and whether it stands in double quotes of the one around it.
     */
    private static final class Command {
        private final boolean isSubstitution;
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean isQuoted;
        private boolean hasWord;

        Command(boolean isSubstitution) {
            this.isSubstitution = isSubstitution;
        }
    }

    static List<List<String>> in(String script) {
        return new ShellCommands(script).read();
    }

    private List<List<String>> read() {
        open.push(new Command(false));
        while (at < text.length()) {
            step(text.charAt(at));
        }
        endOfCommand();
        return commands;
    }

    private void step(char character) {
        Command command = open.peek();
        if (text.startsWith("$(", at) && !text.startsWith("$((", at)) {
            append("$()");
            at += 2;
            open.push(new Command(true));
        } else if (character == '\\') {
            append(text.substring(at, at + 2));
            at += 2;
        } else if (character == '"') {
            command.isQuoted = !command.isQuoted;
            append("");
            at++;
        } else if (command.isQuoted) {
            append(character);
            at++;
        } else if (text.startsWith("${", at)) {
            int end = text.indexOf('}', at) + 1;
            append(text.substring(at, end));
            at = end;
        } else if (text.startsWith("()", at)) {
            append("()");
            at += 2;
        } else if (character == '\'') {
            int end = text.indexOf('\'', at + 1);
            append(text.substring(at + 1, end));
            at = end + 1;
        } else if (character == '#' && !command.hasWord) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else {
            outsideQuotes(character);
            at++;
        }
    }

    private void outsideQuotes(char character) {
        switch (character) {
            case ' ', '\t' -> endOfWord();
            case '|' -> endOfCommand();
            case ';', '\n', '&' -> {
                if (open.peek().word.toString().endsWith(">")) {
                    append(character);
                } else {
                    endOfCommand();
                    patternsBegin = commands.size();
                }
            }
            case ')' -> closed();
            default -> append(character);
        }
    }

    private void closed() {
        if (open.peek().isSubstitution) {
            endOfCommand();
            open.pop();
        } else {
            // What a case compares with.
            endOfCommand();
            commands.subList(patternsBegin, commands.size()).clear();
        }
    }

    private void append(Object part) {
        Command command = open.peek();
        command.word.append(part);
        command.hasWord = true;
    }

    private void endOfWord() {
        Command command = open.peek();
        if (command.hasWord) {
            command.words.add(command.word.toString());
        }
        command.word.setLength(0);
        command.hasWord = false;
    }

    private void endOfCommand() {
        endOfWord();
        List<String> words = open.peek().words;
        if (!words.isEmpty()) {
            commands.add(List.copyOf(words));
        }
        words.clear();
    }
}

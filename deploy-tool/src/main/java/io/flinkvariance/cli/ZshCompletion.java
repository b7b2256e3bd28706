package io.flinkvariance.cli;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.cli.Option;

/** The completion of zsh: a file {@code _deploy-tool} in a folder of {@code fpath}. */
final class ZshCompletion {
    private static final String SCRIPT =
            """
            #compdef deploy-tool
            # Completes the commands of deploy-tool in zsh; written by: deploy-tool completion zsh

            _deploy_tool_commands() {
                local -a commands=(
            %1$s    )
                _describe command commands
            }

            _deploy_tool_scenarios() {
                local program=${(Q)_deploy_tool_program}
                [[ $program == */* ]] || program=$(whence -p -- $program)
                local -a scenarios=(${program:A:h:h}/conf/scenarios/*.properties(N:t:r))
                compadd -a scenarios
                _files
            }

            _deploy_tool() {
                local _deploy_tool_program=$words[1]
                if (( CURRENT == 2 )); then
                    _deploy_tool_commands
                    return
                fi
                local command=$words[2]
                shift words
                (( CURRENT-- ))
                case $command in
            %2$s    esac
            }

            _deploy_tool "$@"
            """;

    private ZshCompletion() {}

    /** The text of the script. */
    static String of(Collection<Command> commands) {
        return SCRIPT.formatted(
                commands.stream()
                        .map(
                                command ->
                                        "        '%s:%s'\n"
                                                .formatted(
                                                        command.name(),
                                                        escaped(command.summary(), ":")))
                        .collect(joining()),
                commands.stream().map(ZshCompletion::specification).collect(joining()));
    }

    private static String specification(Command command) {
        String options =
                Cli.optionsOf(command).getOptions().stream()
                        .map(ZshCompletion::option)
                        .collect(joining());
        List<String> arguments = command.arguments();
        String positions =
                IntStream.range(0, arguments.size())
                        .mapToObj(i -> argument(i + 1, arguments.get(i)))
                        .collect(joining());
        return "    %s)\n        _arguments%s%s\n        ;;\n"
                .formatted(command.name(), options, positions);
    }

    private static String option(Option option) {
        String repeatable = OptionValues.isRepeatable(option) ? "*" : "";
        String value =
                option.hasArg()
                        ? ":%s:%s"
                                .formatted(
                                        escaped(option.getArgName(), ":"),
                                        action(Offer.of(option.getArgName())))
                        : "";
        return " \\\n            '%s--%s[%s]%s'"
                .formatted(
                        repeatable,
                        option.getLongOpt(),
                        escaped(option.getDescription(), "[]:"),
                        value);
    }

    private static String argument(int position, String name) {
        return " \\\n            '%s:%s:%s'"
                .formatted(
                        name.endsWith("...") ? "*" : position,
                        escaped(name, ":"),
                        action(Offer.of(name)));
    }

    private static String action(Offer offer) {
        return switch (offer.kind()) {
            case WORDS -> "(" + String.join(" ", offer.words()) + ")";
            case COMMANDS -> "_deploy_tool_commands";
            case SCENARIOS -> "_deploy_tool_scenarios";
            case FILES -> "_files";
            case FOLDERS -> "_files -/";
            // A space: nothing is offered, but something is due.
            case NOTHING -> " ";
        };
    }

    /** Within single quotes; zsh's own signs get a backslash. */
    private static String escaped(String text, String signs) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '\'') {
                escaped.append("'\\''");
            } else if (letter == '\\' || signs.indexOf(letter) >= 0) {
                escaped.append('\\').append(letter);
            } else {
                escaped.append(letter);
            }
        }
        return escaped.toString();
    }
}

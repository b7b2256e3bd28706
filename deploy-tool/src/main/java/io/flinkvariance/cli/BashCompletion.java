package io.flinkvariance.cli;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import org.apache.commons.cli.Option;

/**
 * The completion of bash 4 and newer, as {@code complete -F} wants it: a function that is called
 * with the command as it was typed, and puts words into {@code COMPREPLY}.
 */
final class BashCompletion {
    private static final String SCRIPT =
            """
            # Completes the commands of deploy-tool in bash; written by: deploy-tool completion bash

            _deploy_tool_scenarios() {
                local kit file
                kit=$(dirname "$(dirname "$(readlink -f "$(type -P "$1")")")")
                for file in "$kit"/conf/scenarios/*.properties; do
                    file=${file##*/}
                    echo "${file%%.properties}"
                done
            }

            _deploy_tool() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
                local command=${COMP_WORDS[1]:-} words=''
                COMPREPLY=()
                if [ "$COMP_CWORD" -eq 1 ]; then
                    mapfile -t COMPREPLY < <(compgen -W '%1$s' -- "$word")
                    return
                fi
                case $command:$before in
            %2$s    esac
                if [[ $word == -* ]]; then
                    case $command in
            %3$s        esac
                    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
                    return
                fi
                case $command in
            %4$s    esac
            }

            complete -F _deploy_tool deploy-tool
            """;

    private BashCompletion() {}

    /** The text of the script. */
    static String of(Collection<Command> commands) {
        String names = commands.stream().map(Command::name).collect(joining(" "));
        return SCRIPT.formatted(
                names,
                commands.stream().map(command -> values(command, names)).collect(joining()),
                commands.stream().map(BashCompletion::options).collect(joining()),
                commands.stream().map(command -> arguments(command, names)).collect(joining()));
    }

    private static String values(Command command, String names) {
        StringBuilder cases = new StringBuilder();
        for (Option option : Cli.optionsOf(command).getOptions()) {
            if (option.hasArg()) {
                cases.append("    %s:--%s)\n".formatted(command.name(), option.getLongOpt()));
                reply(Offer.of(option.getArgName()), names)
                        .forEach(line -> cases.append("        ").append(line).append('\n'));
                cases.append("        return\n        ;;\n");
            }
        }
        return cases.toString();
    }

    private static String options(Command command) {
        return "        %s) words='%s' ;;\n"
                .formatted(
                        command.name(),
                        Cli.optionsOf(command).getOptions().stream()
                                .map(option -> "--" + option.getLongOpt())
                                .collect(joining(" ")));
    }

    /** The first argument; a second one is something that only the cluster knows. */
    private static String arguments(Command command, String names) {
        if (command.arguments().isEmpty()) {
            return "";
        }
        List<String> reply = reply(Offer.of(command.arguments().get(0)), names);
        return reply.isEmpty()
                ? ""
                : "    %s)\n        %s\n        ;;\n"
                        .formatted(command.name(), String.join("\n        ", reply));
    }

    private static List<String> reply(Offer offer, String names) {
        return switch (offer.kind()) {
            case WORDS -> List.of(words("'" + String.join(" ", offer.words()) + "'"));
            case COMMANDS -> List.of(words("'" + names + "'"));
            case SCENARIOS ->
                    List.of(
                            words("\"$(_deploy_tool_scenarios \"$1\")\""),
                            "mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -f -- \"$word\")",
                            "compopt -o filenames");
            case FILES ->
                    List.of(
                            "mapfile -t COMPREPLY < <(compgen -f -- \"$word\")",
                            "compopt -o filenames");
            case FOLDERS ->
                    List.of(
                            "mapfile -t COMPREPLY < <(compgen -d -- \"$word\")",
                            "compopt -o filenames");
            case NOTHING -> List.of();
        };
    }

    private static String words(String quoted) {
        return "mapfile -t COMPREPLY < <(compgen -W %s -- \"$word\")".formatted(quoted);
    }
}

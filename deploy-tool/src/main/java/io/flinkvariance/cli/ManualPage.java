package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.influxdb.InfluxUrl;
import io.flinkvariance.kit.KitVersion;
import java.util.Collection;
import org.apache.commons.cli.Option;

/** The man page of the tool, in the language of man(7). */
final class ManualPage {
    private final StringBuilder page = new StringBuilder();

    private ManualPage() {}

    /** The text of the page. */
    static String of(Collection<Command> commands) {
        ManualPage page = new ManualPage();
        page.request("TH DEPLOY-TOOL 1 \"\" \"deploy-tool " + KitVersion.current() + "\"");
        page.request("SH NAME");
        page.text("deploy-tool - measure what a straggler does to Apache Flink");
        page.request("SH SYNOPSIS");
        page.bold("deploy-tool");
        page.text("<command> [options]");
        page.request("SH COMMANDS");
        commands.forEach(page::command);
        page.exitStatus();
        page.environment();
        page.files();
        return page.page.toString();
    }

    private void command(Command command) {
        String form = command.needsArguments() ? " <%s>" : " [%s]";
        StringBuilder synopsis = new StringBuilder(command.name());
        command.arguments().forEach(argument -> synopsis.append(form.formatted(argument)));
        request("SS " + escaped(synopsis.toString()));
        text(command.summary());
        for (Option option : Cli.optionsOf(command).getOptions()) {
            boolean isOfEveryCommand = Cli.EVERY_COMMAND.contains(option.getLongOpt());
            if (!isOfEveryCommand) {
                String value = option.hasArg() ? " <" + option.getArgName() + ">" : "";
                term("--" + option.getLongOpt() + value, option.getDescription());
            }
        }
    }

    private void exitStatus() {
        request("SH EXIT STATUS");
        for (ExitCode code : ExitCode.values()) {
            term(Integer.toString(code.number()), code.meaning());
        }
    }

    private void environment() {
        request("SH ENVIRONMENT");
        term("JAVA_HOME", "the Java that the tool runs on, in place of the one in PATH");
        term(
                InfluxUrl.PASSWORD_VARIABLE,
                "the password for the InfluxDB of --influxdb, so that no command line shows it");
    }

    private void files() {
        request("SH FILES");
        term("conf/scenarios/", "the scenarios that have a name");
        term("conf/cluster.properties", "how the cluster is reached; site.yml writes it");
        term("results/", "what runs measured, below the current folder or that of --output");
    }

    private void term(String term, String text) {
        request("TP");
        bold(term);
        text(text);
    }

    private void bold(String text) {
        request("B " + escaped(text));
    }

    private void request(String request) {
        page.append('.').append(request).append('\n');
    }

    private void text(String text) {
        page.append(escaped(text)).append('\n');
    }

    /** A line that begins with a dot or a quote would be a request, a hyphen a dash. */
    private static String escaped(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}

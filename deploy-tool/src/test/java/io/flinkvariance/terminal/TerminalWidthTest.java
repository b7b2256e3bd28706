package io.flinkvariance.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class TerminalWidthTest {
    private static Terminal terminal(int columns) throws Exception {
        Terminal terminal =
                new DumbTerminal(
                        new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream());
        terminal.setSize(Size.of(columns, 24));
        return terminal;
    }

    @Test
    void followsTheTerminal() throws Exception {
        try (Terminal terminal = terminal(120)) {
            TerminalWidth width = new TerminalWidth(terminal);
            assertThat(width.getAsInt()).isEqualTo(120);

            terminal.setSize(Size.of(60, 24));

            assertThat(width.getAsInt()).isEqualTo(60);
        }
    }

    @Test
    void isTheUsualOneOfATerminalThatDoesNotSay() throws Exception {
        try (Terminal terminal = terminal(0)) {
            assertThat(new TerminalWidth(terminal).getAsInt()).isEqualTo(80);
        }
    }

    /** As Ctrl-C may do while a run still tells of its progress. */
    @Test
    void isTheLastOneOfATerminalThatIsClosed() throws Exception {
        Terminal terminal = terminal(120);
        TerminalWidth width = new TerminalWidth(terminal);
        assertThat(width.getAsInt()).isEqualTo(120);

        terminal.close();

        assertThatThrownBy(terminal::getColumns).isInstanceOf(IllegalStateException.class);
        assertThat(width.getAsInt()).isEqualTo(120);
    }
}

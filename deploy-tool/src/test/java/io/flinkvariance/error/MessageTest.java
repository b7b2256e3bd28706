package io.flinkvariance.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void saysWhereWhatWhyAndWhatToDo() {
        assertThat(Message.on("node-1", "connecting", "no answer").trying("is it up?"))
                .hasToString("[node-1] connecting: no answer. Try: is it up?");
    }

    @Test
    void leavesOutWhatThereIsNot() {
        assertThat(Message.of("ssh.key", "there is no file x"))
                .hasToString("ssh.key: there is no file x");
    }

    @Test
    void needsAReason() {
        assertThatThrownBy(() -> Message.of("ssh.key", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a message says what failed, and why");
    }
}

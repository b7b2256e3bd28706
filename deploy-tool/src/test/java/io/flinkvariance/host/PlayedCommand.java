package io.flinkvariance.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** A command that behaves as told; it answers what a real one rarely does. */
final class PlayedCommand implements Command {
    /** What it does when it has been started. */
    interface Play {
        void start(ChannelSession channel, OutputStream out, ExitCallback exit) throws IOException;
    }

    private final Play play;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private Runnable whenStarted = () -> {};
    private OutputStream out;
    private ExitCallback exit;

    private PlayedCommand(Play play) {
        this.play = play;
    }

    static PlayedCommand endless() {
        return new PlayedCommand((channel, out, exit) -> {});
    }

    static PlayedCommand saying(String output) {
        return new PlayedCommand(
                (channel, out, exit) -> {
                    out.write(output.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    out.flush();
                    exit.onExit(0);
                });
    }

    /** What it says, and then does not end. */
    static PlayedCommand sayingWithoutEnd(String output) {
        return new PlayedCommand(
                (channel, out, exit) -> {
                    out.write(output.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    out.flush();
                });
    }

    static PlayedCommand endingWith(int exitCode) {
        return new PlayedCommand((channel, out, exit) -> exit.onExit(exitCode));
    }

    static PlayedCommand vanishing() {
        return new PlayedCommand((channel, out, exit) -> channel.close(false));
    }

    static PlayedCommand endingBySignal(String signal) {
        return new PlayedCommand(
                (channel, out, exit) -> {
                    Buffer message =
                            channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
                    message.putUInt(channel.getRecipient());
                    message.putString("exit-signal");
                    message.putBoolean(false);
                    message.putString(signal);
                    message.putBoolean(false);
                    message.putString("");
                    message.putString("");
                    channel.getSession().writePacket(message);
                    channel.close(false);
                });
    }

    void whenStarted(Runnable action) {
        whenStarted = action;
    }

    void awaitStart() throws InterruptedException {
        if (!started.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("never started");
        }
    }

    Signal firstSignal() throws InterruptedException {
        return signals.poll(30, TimeUnit.SECONDS);
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        environment.addSignalListener((ignored, signal) -> signals.add(signal));
        play.start(channel, out, exit);
        started.countDown();
        whenStarted.run();
    }

    @Override
    public void destroy(ChannelSession channel) {
        // It has nothing.
    }

    @Override
    public void setInputStream(InputStream in) {
        // It reads nothing.
    }

    @Override
    public void setOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        // It has nothing to say there.
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }
}

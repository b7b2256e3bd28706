package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshUploadIT {
    private static final int SIZE = 5_000_000;

    private final TestSshd sshd = new TestSshd(TestKeys.ED25519).authorize(TestKeys.ED25519);
    @TempDir private Path folder;
    @TempDir private Path far;
    private Path jar;
    private SshHost host;

    @BeforeEach
    void connect() throws Exception {
        host = Hosts.of(TestSshd.settings(folder, sshd.port()));
        byte[] content = new byte[SIZE];
        new Random(7).nextBytes(content);
        jar = Files.write(folder.resolve("job.jar"), content);
    }

    @AfterEach
    void stop() {
        host.close();
        sshd.close();
    }

    private String target() {
        return far.resolve("job.jar").toString();
    }

    private List<String> farFiles() throws IOException {
        try (Stream<Path> files = Files.list(far)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void sendsAFileThatOthersMayRead() throws Exception {
        host.upload(jar, target(), UploadProgress.IGNORED);

        assertThat(Path.of(target())).hasSameBinaryContentAs(jar);
        assertThat(Files.getPosixFilePermissions(Path.of(target())))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(farFiles()).containsExactly("job.jar");
    }

    @Test
    void sendsASecretThatOthersMayNotRead() throws Exception {
        host.uploadSecret(jar, target());

        assertThat(Path.of(target())).hasSameBinaryContentAs(jar);
        assertThat(Files.getPosixFilePermissions(Path.of(target())))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(farFiles()).containsExactly("job.jar");
    }

    @Test
    void replacesAFile() throws Exception {
        Files.writeString(Path.of(target()), "old");

        host.upload(jar, target(), UploadProgress.IGNORED);

        assertThat(Path.of(target())).hasSameBinaryContentAs(jar);
        assertThat(farFiles()).containsExactly("job.jar");
    }

    @Test
    void replacesAFileOnAServerThatCannotDoItInOneStep() throws Exception {
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(sshd.server(), "");
        Files.writeString(Path.of(target()), "old");

        host.upload(jar, target(), UploadProgress.IGNORED);
        host.upload(jar, far.resolve("new.jar").toString(), UploadProgress.IGNORED);

        assertThat(Path.of(target())).hasSameBinaryContentAs(jar);
        assertThat(farFiles()).containsExactlyInAnyOrder("job.jar", "new.jar");
    }

    @Test
    void sendsAnEmptyFile() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));

        host.upload(empty, target(), UploadProgress.IGNORED);

        assertThat(Path.of(target())).isEmptyFile();
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        List<Long> sent = new ArrayList<>();

        host.upload(
                jar,
                target(),
                (sentBytes, totalBytes) -> {
                    assertThat(totalBytes).isEqualTo(SIZE);
                    sent.add(sentBytes);
                });

        assertThat(sent).isSorted().endsWith((long) SIZE).hasSizeGreaterThan(10);
    }

    @Test
    void leavesNothingUnderTheNameWhenTheConnectionIsCut() throws Exception {
        Files.writeString(Path.of(target()), "old");

        assertThatThrownBy(
                        () -> host.upload(jar, target(), (sentBytes, totalBytes) -> sshd.hangUp()))
                .isInstanceOf(UnreachableException.class)
                .hasMessageStartingWith(
                        "[127.0.0.1] sending job.jar to %s: the connection was lost ("
                                .formatted(target()));

        assertThat(Path.of(target())).hasContent("old");
    }

    @Test
    void removesThePartAtAnInterrupt() throws Exception {
        Thread caller = Thread.currentThread();

        assertThatThrownBy(
                        () ->
                                host.upload(
                                        jar,
                                        target(),
                                        (sentBytes, totalBytes) -> {
                                            caller.interrupt();
                                            pause();
                                        }))
                .isInstanceOf(InterruptedException.class);

        assertThat(farFiles()).isEmpty();
        host.upload(jar, target(), UploadProgress.IGNORED);
        assertThat(sshd.logins()).isEqualTo(1);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void saysThatTheFarDiskIsFull() throws Exception {
        sshd.serveFiles(failingToWrite());
        sshd.script(
                "free-space " + far,
                () ->
                        PlayedCommand.saying(
                                """
                                Filesystem 1024-blocks    Used Available Capacity Mounted on
                                /dev/root      8065444 8049060         0     100% /
                                """));

        assertThatThrownBy(() -> host.upload(jar, target(), UploadProgress.IGNORED))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        ("[127.0.0.1] sending job.jar to %s: no space left in %s."
                                        + " Try: remove what is not needed there")
                                .formatted(target(), far));

        assertThat(farFiles()).isEmpty();
    }

    @Test
    void passesOnWhatTheServerSays() throws Exception {
        sshd.serveFiles(failingToWrite());

        assertThatThrownBy(() -> host.upload(jar, target(), UploadProgress.IGNORED))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        "[127.0.0.1] sending job.jar to %s: general failure".formatted(target()));

        assertThat(farFiles()).isEmpty();
    }

    private static SftpFileSystemAccessor failingToWrite() {
        return new SftpFileSystemAccessor() {
            @Override
            public SeekableByteChannel openFile(
                    SftpSubsystemProxy subsystem,
                    FileHandle handle,
                    Path file,
                    String name,
                    Set<? extends OpenOption> options,
                    FileAttribute<?>... attributes)
                    throws IOException {
                return new FullChannel(Files.newByteChannel(file, options));
            }
        };
    }

    @Test
    void saysThatItMayNot() throws Exception {
        sshd.serveFiles(
                new SftpFileSystemAccessor() {
                    @Override
                    public SeekableByteChannel openFile(
                            SftpSubsystemProxy subsystem,
                            FileHandle handle,
                            Path file,
                            String name,
                            Set<? extends OpenOption> options,
                            FileAttribute<?>... attributes)
                            throws IOException {
                        throw new AccessDeniedException(file.toString());
                    }
                });

        assertThatThrownBy(() -> host.upload(jar, target(), UploadProgress.IGNORED))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        "[127.0.0.1] sending job.jar to %s: permission denied".formatted(target()));
    }

    @Test
    void saysThatTheFolderIsMissing() {
        String target = far.resolve("none/job.jar").toString();

        assertThatThrownBy(() -> host.upload(jar, target, UploadProgress.IGNORED))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        "[127.0.0.1] sending job.jar to %s: there is no folder %s"
                                .formatted(target, far.resolve("none")));
    }

    @Test
    void saysThatThereIsNothingToSend() throws Exception {
        assertThatThrownBy(
                        () -> host.upload(folder.resolve("none"), target(), UploadProgress.IGNORED))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage("reading %s: there is no such file".formatted(folder.resolve("none")));

        assertThat(farFiles()).isEmpty();
    }

    /** A file on a full disk. */
    private static final class FullChannel implements SeekableByteChannel {
        private final SeekableByteChannel file;

        private FullChannel(SeekableByteChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            throw new IOException("cannot write");
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

package io.flinkvariance.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words why a file could not be read or written: many exceptions have its name alone. */
public final class FileFailure {
    private FileFailure() {}

    /** For behind the file's name. */
    public static String reason(IOException failed) {
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failed instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failed instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        return failed instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : failed.getMessage();
    }
}

package io.bidlock.launcher.terminal;

import io.bidlock.servers.ChildProcessException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Says in a sentence what went wrong, where an exception does not. */
public final class FailureMessage {
  private FailureMessage() {}

  /** What a person is told of a failure. */
  public static String of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && isDiskFull(cause)) {
        return "The disk is full: " + cause.getMessage() + ". Free some space and start again.";
      }
    }
    Throwable told = failure;
    while (told.getMessage() == null && told.getCause() != null) {
      told = told.getCause();
    }
    return switch (told) {
      case NoSuchFileException e -> "No such file: " + e.getFile();
      case AccessDeniedException e -> "No permission for " + e.getFile();
      case NotDirectoryException e -> e.getFile() + " is not a directory";
      case FileAlreadyExistsException e -> e.getFile() + " is there already and is no directory";
      case CommandFailure e -> e.getMessage();
      case UsageFailure e -> e.getMessage();
      case ChildProcessException e -> e.getMessage();
      case IllegalStateException e ->
          e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      default ->
          told.getMessage() == null
              ? told.getClass().getSimpleName()
              : told.getClass().getSimpleName() + ": " + told.getMessage();
    };
  }

  private static boolean isDiskFull(Throwable cause) {
    String message = cause.getMessage();
    return message != null
        && (message.toLowerCase(Locale.ROOT).contains("no space left on device")
            || message.contains("Disk quota exceeded"));
  }
}

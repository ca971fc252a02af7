package io.bidlock.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom PostgreSQL runs, which refuses to run as root.
 *
 * @param commandPrefix what stands before the program on its command line
 * @param id the number of the user to whom the data must belong
 */
record PostgresUser(List<String> commandPrefix, int id) {
  private static final int ROOT = 0;
  private static final int NOBODY = 65_534;

  PostgresUser {
    commandPrefix = List.copyOf(commandPrefix);
  }

  /**
   * Finds a user for whom the program starts.
   *
   * @param program PostgreSQL's main one
   * @throws IOException when there is none; the message says what the program said
   */
  static PostgresUser find(Path program) throws IOException, InterruptedException {
    int id = Integer.parseInt(run(List.of("id", "-u")).output().strip());
    StringBuilder tried = new StringBuilder();
    for (PostgresUser user : candidates(id)) {
      Answer answer = run(user.command(List.of(program.toString(), "--version")));
      if (answer.status() == 0) {
        return user;
      }
      tried.append("\n").append(answer.output().strip());
    }
    throw new IOException(
        (id == ROOT
                ? "PostgreSQL refuses to run as root, and "
                    + program
                    + " cannot be run otherwise."
                    + " Run BidLock as another user, or in a directory that all may read:"
                : program + " does not run on this system:")
            + tried);
  }

  /** Who may be tried by a user with this number, the best first. */
  static List<PostgresUser> candidates(int id) {
    return id == ROOT
        ? List.of(
            // In a user namespace of its own root is nobody to PostgreSQL, and to files still root.
            new PostgresUser(List.of("unshare", "--user"), ROOT),
            // Where containers may not make one.
            new PostgresUser(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"),
                NOBODY))
        : List.of(new PostgresUser(List.of(), id));
  }

  List<String> command(List<String> command) {
    List<String> line = new ArrayList<>(commandPrefix);
    line.addAll(command);
    return line;
  }

  /** Gives a directory, with all that is in it, to this user where it is another's. */
  void own(Path directory) throws IOException, InterruptedException {
    if (Files.getAttribute(directory, "unix:uid").equals(id)) {
      return;
    }
    Answer answer = run(List.of("chown", "-R", id + ":" + id, directory.toString()));
    if (answer.status() != 0) {
      throw new IOException(directory + " belongs to another user: " + answer.output().strip());
    }
  }

  private record Answer(int status, String output) {}

  private static Answer run(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), output);
    } catch (IOException e) {
      return new Answer(127, String.valueOf(e.getMessage()));
    }
  }
}

package io.bidlock.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the built modules of BidLock lie, so that each part can run in a JVM with its own class
 * path.
 *
 * @param home the project's directory: the one with {@code pom.xml} and {@code servers/} in it
 */
public record Classpaths(Path home) {

  /** System property that names the home directory. */
  public static final String HOME_PROPERTY = "bidlock.home";

  /** Environment variable that names it where the property is not set. */
  public static final String HOME_VARIABLE = "BIDLOCK_HOME";

  private static final String BUILD = "Run ./bidlock or `mvn -DskipTests package` there first.";

  /**
   * Finds the home directory: system property {@code bidlock.home}, else environment variable
   * {@code BIDLOCK_HOME}, else the nearest directory at or above the working directory that looks
   * like it.
   *
   * @throws IllegalStateException when there is none
   */
  public static Classpaths find() {
    return find(System.getProperties(), System.getenv(), Path.of("").toAbsolutePath());
  }

  static Classpaths find(Properties properties, Map<String, String> environment, Path from) {
    String named = properties.getProperty(HOME_PROPERTY, environment.get(HOME_VARIABLE));
    if (named != null) {
      Path home = Path.of(named).toAbsolutePath().normalize();
      if (!isHome(home)) {
        throw new IllegalStateException(
            HOME_PROPERTY
                + " or "
                + HOME_VARIABLE
                + " names "
                + home
                + ", which is not BidLock's"
                + " directory (no pom.xml and servers/ in it).");
      }
      return new Classpaths(home);
    }
    for (Path directory = from; directory != null; directory = directory.getParent()) {
      if (isHome(directory)) {
        return new Classpaths(directory);
      }
    }
    throw new IllegalStateException(
        "BidLock's directory was not found at or above "
            + from
            + "; name it with -D"
            + HOME_PROPERTY
            + "=DIR or the environment variable "
            + HOME_VARIABLE
            + ".");
  }

  /**
   * The class path of a module: its classes, then what Maven wrote down as its dependencies.
   *
   * @param module a module's directory name, as {@code pipelines}
   * @return paths joined as the JVM wants them
   * @throws IllegalStateException when the module is not built, with what to do about it
   */
  public String of(String module) {
    Path target = home.resolve(module).resolve("target");
    Path classes = target.resolve("classes");
    Path list = target.resolve("classpath.txt");
    if (!Files.isDirectory(classes) || !Files.isRegularFile(list)) {
      throw new IllegalStateException(
          "The module "
              + module
              + " in "
              + home
              + " is not built (no "
              + missing(classes, list)
              + "). "
              + BUILD);
    }
    String dependencies = read(list).strip();
    missingDependency(dependencies)
        .ifPresent(
            missing -> {
              throw new IllegalStateException(
                  "The module " + module + " needs " + missing + ", which is gone. " + BUILD);
            });
    return dependencies.isEmpty()
        ? classes.toString()
        : classes + File.pathSeparator + dependencies;
  }

  private static boolean isHome(Path directory) {
    return Files.isRegularFile(directory.resolve("pom.xml"))
        && Files.isDirectory(directory.resolve("servers"));
  }

  private static Path missing(Path classes, Path list) {
    return Files.isDirectory(classes) ? list : classes;
  }

  private static Optional<String> missingDependency(String dependencies) {
    for (String dependency : dependencies.split(File.pathSeparator, -1)) {
      if (!dependency.isEmpty() && !Files.exists(Path.of(dependency))) {
        return Optional.of(dependency);
      }
    }
    return Optional.empty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}

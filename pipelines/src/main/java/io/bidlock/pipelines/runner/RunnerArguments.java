package io.bidlock.pipelines.runner;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Command line arguments with defaults for what was not given. Runners' options are set as text
 * because only one runner is on the class path, and it is not known here which.
 */
public final class RunnerArguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * @param arguments as {@code --name=value} or {@code --name} for true
   * @throws IllegalArgumentException when one does not look like that
   */
  public RunnerArguments(String... arguments) {
    for (String argument : arguments) {
      if (!argument.startsWith("--")) {
        throw new IllegalArgumentException("not of the form --name=value: " + argument);
      }
      int equals = argument.indexOf('=');
      if (equals < 0) {
        values.put(argument.substring(2), "true");
      } else {
        values.put(argument.substring(2, equals), argument.substring(equals + 1));
      }
    }
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** As {@link #get}; it is not handed on any more. */
  public Optional<String> take(String name) {
    return Optional.ofNullable(values.remove(name));
  }

  /**
   * As {@link #take}.
   *
   * @throws IllegalArgumentException when it was not given
   */
  public String require(String name) {
    return take(name).orElseThrow(() -> new IllegalArgumentException("--" + name + " is required"));
  }

  public boolean isFlink() {
    return isOn("flink");
  }

  public boolean isSpark() {
    return isOn("spark");
  }

  private boolean isOn(String name) {
    return get("runner")
        .filter(runner -> runner.toLowerCase(Locale.ROOT).contains(name))
        .isPresent();
  }

  /** Sets what was not given. */
  public RunnerArguments withDefault(String name, Object value) {
    values.putIfAbsent(name, value.toString());
    return this;
  }

  public String[] toArray() {
    return values.entrySet().stream()
        .map(value -> "--" + value.getKey() + "=" + value.getValue())
        .toArray(String[]::new);
  }
}

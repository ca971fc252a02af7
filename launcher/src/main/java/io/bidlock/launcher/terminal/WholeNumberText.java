package io.bidlock.launcher.terminal;

import picocli.CommandLine.TypeConversionException;

/** Reads whole numbers, and says in words of people when there is none. */
public final class WholeNumberText {
  private WholeNumberText() {}

  public static int toInt(String text) {
    long number = toLong(text);
    if (number != (int) number) {
      throw tooLarge(text);
    }
    return (int) number;
  }

  public static long toLong(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw text.matches("[+-]?\\d+")
          ? tooLarge(text)
          : new TypeConversionException("'" + text + "' is no whole number");
    }
  }

  private static TypeConversionException tooLarge(String text) {
    return new TypeConversionException("'" + text + "' is out of all bounds");
  }
}

package io.bidlock.launcher;

import io.bidlock.launcher.batch.BatchCommand;
import io.bidlock.launcher.batch.ImportCommand;
import io.bidlock.launcher.bench.BenchCommand;
import io.bidlock.launcher.demo.DemoCommand;
import io.bidlock.launcher.generate.GenerateCommand;
import io.bidlock.launcher.house.UpCommand;
import io.bidlock.launcher.proof.VerifyCommand;
import io.bidlock.launcher.quality.QualityCommand;
import io.bidlock.launcher.query.SqlCommand;
import io.bidlock.launcher.retention.RetentionCommand;
import io.bidlock.launcher.terminal.DurationText;
import io.bidlock.launcher.terminal.FailureMessage;
import io.bidlock.launcher.terminal.InstantText;
import io.bidlock.launcher.terminal.UsageFailure;
import io.bidlock.launcher.terminal.WebAddress;
import io.bidlock.launcher.terminal.WholeNumberText;
import io.bidlock.launcher.terminal.ZoneText;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code bidlock} command. Ends with 0 when all went well, with 1 when something failed, with 2
 * when it was called wrongly; what went wrong is told in a line, on standard error.
 */
@Command(
    name = "bidlock",
    description = "Decides auctions: every bid in a log, each decided exactly once.",
    version = "BidLock 0.1.0",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      BatchCommand.class,
      ImportCommand.class,
      RetentionCommand.class,
      GenerateCommand.class,
      SqlCommand.class,
      VerifyCommand.class,
      QualityCommand.class,
      BenchCommand.class
    })
public final class BidLock implements Runnable {
  /** Set to have the whole stack of a failure printed. */
  private static final String DEBUG_VARIABLE = "BIDLOCK_DEBUG";

  @Spec private CommandSpec spec;

  // One name each: there is nothing to remember and nothing to mix up.
  @Option(
      names = "--help",
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Tells which BidLock this is.")
  private boolean version;

  public static void main(String[] arguments) {
    System.exit(execute(commandLine(), arguments));
  }

  /** As the command line does; {@code help demo} and {@code demo -h} are {@code demo --help}. */
  static int execute(CommandLine commandLine, String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    if (!words.isEmpty() && words.getFirst().equals("help")) {
      words.removeFirst();
      words.add("--help");
    }
    // What follows -- is for others.
    int ours = words.contains("--") ? words.indexOf("--") : words.size();
    words.subList(0, ours).replaceAll(word -> word.equals("-h") ? "--help" : word);
    return commandLine.execute(words.toArray(String[]::new));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BidLock())
        .registerConverter(int.class, WholeNumberText::toInt)
        .registerConverter(Integer.class, WholeNumberText::toInt)
        .registerConverter(long.class, WholeNumberText::toLong)
        .registerConverter(Duration.class, new DurationText())
        .registerConverter(Instant.class, new InstantText())
        .registerConverter(ZoneId.class, new ZoneText())
        .registerConverter(URI.class, new WebAddress())
        .setAbbreviatedOptionsAllowed(false)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(BidLock::calledWrongly)
        .setExecutionExceptionHandler(BidLock::failed);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }

  private static int calledWrongly(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("bidlock: " + whatIsWrong(e, command));
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  private static String whatIsWrong(ParameterException e, CommandLine command) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      Set<String> commands = command.getSubcommands().keySet();
      if (!word.startsWith("-") && !commands.isEmpty()) {
        return "there is no command '%s'; there %s %s"
            .formatted(word, commands.size() == 1 ? "is" : "are", String.join(", ", commands));
      }
    }
    return e.getMessage();
  }

  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    command.getErr().println("bidlock: " + FailureMessage.of(e));
    if (System.getenv(DEBUG_VARIABLE) != null) {
      e.printStackTrace(command.getErr());
    }
    return e instanceof UsageFailure ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
  }
}

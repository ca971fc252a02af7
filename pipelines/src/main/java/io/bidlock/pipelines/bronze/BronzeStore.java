package io.bidlock.pipelines.bronze;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files under one URI. A file is there whole or not at all: in an object store an object
 * appears when all of it has been sent, and on a disk it gets its name when all of it has been
 * written.
 */
final class BronzeStore implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(BronzeStore.class);
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+-]+):.*");
  private static final Pattern GLOB = Pattern.compile(".*[*?\\[\\]{}\\\\].*");
  private static final Set<String> OBJECT_STORES = Set.of("s3", "gs");

  /** More days than that are looked up in one go and sifted, not day by day. */
  private static final long MOST_DAYS_ONE_BY_ONE = 62;

  private final String root;
  private final boolean local;

  private BronzeStore(String root, boolean local) {
    this.root = root;
    this.local = local;
  }

  /**
   * @param uri {@code s3://…}, {@code gs://…}, {@code file:…} or a path
   * @throws IllegalArgumentException when it is something else
   */
  static BronzeStore at(String uri) {
    Matcher scheme = SCHEME.matcher(uri);
    String root = uri;
    boolean local = true;
    if (scheme.matches()) {
      String name = scheme.group(1).toLowerCase(Locale.ROOT);
      local = name.equals("file");
      if (!local && !OBJECT_STORES.contains(name)) {
        throw new IllegalArgumentException(
            "The bronze URI must be s3://…, gs://…, file:… or a path, not " + uri);
      }
      root = local ? pathOf(uri) : uri;
    }
    root = local ? Path.of(root).toAbsolutePath().normalize().toString() : root;
    if (GLOB.matcher(root).matches()) {
      throw new IllegalArgumentException(
          "The bronze URI must have no wildcard in it, nor what could be one: " + uri);
    }
    return new BronzeStore(root.endsWith("/") ? root : root + "/", local);
  }

  private static String pathOf(String uri) {
    return uri.startsWith("file:/") ? Path.of(URI.create(uri)).toString() : uri.substring(5);
  }

  /**
   * A file that is there.
   *
   * @param uri where, as Beam's file systems name it
   */
  record Stored(BronzeFile file, String uri, int sizeBytes) implements Serializable {}

  /**
   * Writes a file, over one of the same name, which holds the same.
   *
   * @param records of one hour and one partition, by offset, each once
   */
  Stored write(List<BronzeRecord> records, BronzeFormat format) throws IOException {
    byte[] bytes = format.write(records);
    BronzeFile file = BronzeFile.of(records, format);
    String uri = root + file.path();
    if (local) {
      writeLocally(Path.of(uri), bytes);
    } else {
      send(FileSystems.matchNewResource(uri, false), bytes);
    }
    return new Stored(file, uri, bytes.length);
  }

  private static void writeLocally(Path path, byte[] bytes) throws IOException {
    Files.createDirectories(path.getParent());
    // A second attempt may be under way, after the first was thought dead: each has its own.
    Path unfinished = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
    try (FileChannel channel =
        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeFully(channel, bytes);
      // After a power cut no name must be there without what it stands for.
      channel.force(true);
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
  }

  /** Not closed after a failure: that would make an object of what was sent so far. */
  @SuppressWarnings("MustBeClosedChecker")
  private static void send(ResourceId resource, byte[] bytes) throws IOException {
    WritableByteChannel channel = FileSystems.create(resource, "application/octet-stream");
    writeFully(channel, bytes);
    channel.close();
  }

  private static void writeFully(WritableByteChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /**
   * All files, in the order of their names.
   *
   * @param topics which; empty for all
   * @param from the first day wanted
   * @param to the last day wanted
   */
  List<Stored> list(Set<String> topics, LocalDate from, LocalDate to) throws IOException {
    List<Stored> found = new ArrayList<>();
    for (MatchResult result :
        FileSystems.match(specs(topics, from, to), EmptyMatchTreatment.ALLOW)) {
      for (MatchResult.Metadata metadata : result.metadata()) {
        String uri = metadata.resourceId().toString();
        BronzeFile.parse(uri)
            .ifPresentOrElse(
                file -> found.add(new Stored(file, uri, Math.toIntExact(metadata.sizeBytes()))),
                () -> LOG.warn("{} is no file of bronze and is not read", uri));
      }
    }
    found.removeIf(stored -> stored.file().day().isBefore(from) || stored.file().day().isAfter(to));
    found.sort((one, other) -> one.uri().compareTo(other.uri()));
    return found;
  }

  private List<String> specs(Set<String> topics, LocalDate from, LocalDate to) {
    List<String> specs = new ArrayList<>();
    for (String topic : topics.isEmpty() ? Set.of("*") : topics) {
      for (String day : days(from, to)) {
        specs.add(root + "topic=" + topic + "/date=" + day + "/hour=*/part-*");
      }
    }
    return specs;
  }

  private static List<String> days(LocalDate from, LocalDate to) {
    if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS_ONE_BY_ONE) {
      return List.of("*");
    }
    return from.datesUntil(to.plusDays(1)).map(LocalDate::toString).toList();
  }

  /**
   * All records of a file, in the order of their offsets.
   *
   * @throws IllegalStateException when it cannot be read, or is not what was written
   */
  static List<BronzeRecord> read(Stored stored) {
    try {
      List<BronzeRecord> records = stored.file().format().read(bytes(stored));
      if (!BronzeFile.digestOf(records).equals(stored.file().digest())) {
        throw new IOException("its records are not those that it is named after");
      }
      return records;
    } catch (IOException e) {
      throw new IllegalStateException(
          "The bronze file " + stored.uri() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * All records of files of one partition, each once, in the order of their offsets.
   *
   * @throws IllegalStateException as {@link #read(Stored)}
   */
  static Collection<BronzeRecord> read(List<Stored> files) {
    TreeMap<Long, BronzeRecord> records = new TreeMap<>();
    for (Stored stored : files) {
      read(stored).forEach(record -> records.put(record.offset(), record));
    }
    return records.values();
  }

  private static byte[] bytes(Stored stored) throws IOException {
    byte[] bytes = new byte[stored.sizeBytes()];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try (ReadableByteChannel channel =
        FileSystems.open(FileSystems.matchNewResource(stored.uri(), false))) {
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // Until it is full or there is no more.
      }
    }
    if (buffer.hasRemaining()) {
      throw new IOException("it is shorter than it was");
    }
    return bytes;
  }

  void delete(Collection<Stored> files) throws IOException {
    List<ResourceId> resources = new ArrayList<>();
    for (Stored stored : files) {
      resources.add(FileSystems.matchNewResource(stored.uri(), false));
    }
    FileSystems.delete(resources, StandardMoveOptions.IGNORE_MISSING_FILES);
    if (local) {
      for (Stored stored : files) {
        deleteIfEmpty(Path.of(stored.uri()).getParent());
      }
    }
  }

  /** An hour's folder, and the day's with its last hour. Object stores have no folders. */
  private static void deleteIfEmpty(Path hour) throws IOException {
    for (Path folder : List.of(hour, hour.getParent())) {
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  @Override
  public String toString() {
    return root;
  }
}

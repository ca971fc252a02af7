package io.bidlock.pipelines.parquet;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One of the files of a table.
 *
 * @param folder where it lies below the table's own, with a slash at its end; or empty
 * @param shard which of the folder's files it is
 */
record TableFile(String folder, int shard) {
  private static final int SHARDS = 2;
  private static final List<String> NAMES =
      IntStream.range(0, SHARDS)
          .mapToObj(shard -> "part-%05d-of-%05d.parquet".formatted(shard, SHARDS))
          .toList();

  /**
   * The file of a folder that something goes to.
   *
   * @param hash the same for the same thing each time
   */
  static TableFile of(String folder, int hash) {
    return new TableFile(folder, Math.floorMod(hash ^ hash >>> 16, SHARDS));
  }

  String name() {
    return folder + NAMES.get(shard);
  }

  /** The names of all files of its folder. */
  List<String> allOfFolder() {
    return NAMES.stream().map(folder::concat).toList();
  }
}

package io.bidlock.pipelines.bronze;

import java.io.IOException;
import java.util.List;

/** How records are written in a file. Both hold the same. */
public enum BronzeFormat {
  /** Columns, compressed with Zstandard: small, and open to DuckDB and its like. */
  PARQUET("parquet") {
    @Override
    byte[] write(List<BronzeRecord> records) throws IOException {
      return ParquetRecords.write(records);
    }

    @Override
    List<BronzeRecord> read(byte[] file) throws IOException {
      return ParquetRecords.read(file);
    }
  },

  /**
   * A JSON object a line, with byte strings in Base64: readable everywhere, some ten times larger.
   */
  JSONL("jsonl") {
    @Override
    byte[] write(List<BronzeRecord> records) throws IOException {
      return JsonLines.write(records);
    }

    @Override
    List<BronzeRecord> read(byte[] file) throws IOException {
      return JsonLines.read(file);
    }
  };

  private final String extension;

  BronzeFormat(String extension) {
    this.extension = extension;
  }

  /** How names of such files end, without the dot. */
  String extension() {
    return extension;
  }

  /** A whole file. */
  abstract byte[] write(List<BronzeRecord> records) throws IOException;

  /**
   * All records of a file, in its order.
   *
   * @throws IOException when it is not such a file
   */
  abstract List<BronzeRecord> read(byte[] file) throws IOException;
}

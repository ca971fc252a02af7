package io.bidlock.pipelines.bronze;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.DummyRecordConverter;
import org.checkerframework.checker.nullness.qual.Nullable;

/** One row group's columns, read side by side. */
final class ParquetColumns {
  /** A list that has an element defines its name; without one, only the list itself. */
  private static final int HEADER_DEFINED = 1;

  private final ColumnReader topic;
  private final ColumnReader era;
  private final ColumnReader partition;
  private final ColumnReader offset;
  private final ColumnReader timestamp;
  private final ColumnReader key;
  private final ColumnReader value;
  private final ColumnReader headerName;
  private final ColumnReader headerValue;
  private final long rows;
  private String lastTopic = "";

  ParquetColumns(PageReadStore pages, String createdBy) {
    ColumnReadStoreImpl columns =
        new ColumnReadStoreImpl(
            pages,
            new DummyRecordConverter(ParquetRecords.SCHEMA).getRootConverter(),
            ParquetRecords.SCHEMA,
            createdBy);
    this.rows = pages.getRowCount();
    this.topic = column(columns, "topic");
    this.era = column(columns, "era");
    this.partition = column(columns, "partition");
    this.offset = column(columns, "offset");
    this.timestamp = column(columns, "timestamp");
    this.key = column(columns, "key");
    this.value = column(columns, "value");
    this.headerName = column(columns, "headers", "list", "element", "name");
    this.headerValue = column(columns, "headers", "list", "element", "value");
  }

  private static ColumnReader column(ColumnReadStoreImpl columns, String... path) {
    return columns.getColumnReader(ParquetRecords.SCHEMA.getColumnDescription(path));
  }

  void forEach(Consumer<BronzeRecord> records) {
    for (long row = 0; row < rows; row++) {
      records.accept(
          new BronzeRecord(
              nextTopic(),
              nextInteger(era),
              nextInteger(partition),
              nextLong(offset),
              nextLong(timestamp),
              nextBytes(key),
              nextBytes(value),
              nextHeaders()));
    }
  }

  /** One string for all records of a file. */
  private String nextTopic() {
    String next = topic.getBinary().toStringUsingUTF8();
    topic.consume();
    if (!next.equals(lastTopic)) {
      lastTopic = next;
    }
    return lastTopic;
  }

  private static int nextInteger(ColumnReader column) {
    int next = column.getInteger();
    column.consume();
    return next;
  }

  private static long nextLong(ColumnReader column) {
    long next = column.getLong();
    column.consume();
    return next;
  }

  private static byte @Nullable [] nextBytes(ColumnReader column) {
    boolean present =
        column.getCurrentDefinitionLevel() == column.getDescriptor().getMaxDefinitionLevel();
    byte[] next = present ? column.getBinary().getBytes() : null;
    column.consume();
    return next;
  }

  private List<BronzeRecord.Header> nextHeaders() {
    if (headerName.getCurrentDefinitionLevel() < HEADER_DEFINED) {
      headerName.consume();
      headerValue.consume();
      return List.of();
    }
    List<BronzeRecord.Header> headers = new ArrayList<>();
    do {
      String name = headerName.getBinary().toStringUsingUTF8();
      headerName.consume();
      headers.add(new BronzeRecord.Header(name, nextBytes(headerValue)));
    } while (headerName.getCurrentRepetitionLevel() > 0);
    return headers;
  }
}

package io.bidlock.pipelines.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.values.Row;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.checkerframework.checker.nullness.qual.Nullable;

/** One Parquet file of rows, as it is being filled. */
final class RowFile implements AutoCloseable {
  private final ParquetWriter<Row> writer;

  /**
   * @param channel stays open
   */
  RowFile(WritableByteChannel channel, Schema columns) throws IOException {
    writer = new Builder(new ChannelFile(channel), columns).build();
  }

  void write(Row row) throws IOException {
    writer.write(row);
  }

  /** Writes what ends the file. */
  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
    private final Schema columns;

    Builder(OutputFile file, Schema columns) {
      super(file);
      this.columns = columns;
      // Hadoop's own configuration would read files of settings from the class path.
      withConf(new PlainParquetConfiguration());
      withCompressionCodec(CompressionCodecName.ZSTD);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @Deprecated
    protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
      return new Rows(columns);
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(ParquetConfiguration configuration) {
      return new Rows(columns);
    }
  }

  private static final class Rows extends WriteSupport<Row> {
    private final Schema columns;
    private final MessageType message;
    private @Nullable RecordConsumer consumer;

    Rows(Schema columns) {
      this.columns = columns;
      this.message = TableColumns.of(columns);
    }

    @Override
    @Deprecated
    public WriteContext init(Configuration configuration) {
      return new WriteContext(message, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(message, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Row row) {
      consumer.startMessage();
      for (int place = 0; place < columns.getFieldCount(); place++) {
        Field column = columns.getField(place);
        Object value = row.getValue(place);
        if (value != null) {
          consumer.startField(column.getName(), place);
          TableColumns.write(column, value, consumer);
          consumer.endField(column.getName(), place);
        }
      }
      consumer.endMessage();
    }
  }

  /** Parquet counts the bytes itself: a channel that Beam opened does not tell. */
  private record ChannelFile(WritableByteChannel channel) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new PositionOutputStream() {
        private long position;

        @Override
        public long getPos() {
          return position;
        }

        @Override
        public void write(int one) throws IOException {
          write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
          ByteBuffer bytes = ByteBuffer.wrap(from, offset, length);
          while (bytes.hasRemaining()) {
            position += channel.write(bytes);
          }
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}

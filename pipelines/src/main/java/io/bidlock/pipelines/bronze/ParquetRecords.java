package io.bidlock.pipelines.bronze;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Records as Parquet, from and to the columns themselves: a generic record in between would take
 * most of the time.
 */
final class ParquetRecords {
  static final MessageType SCHEMA =
      Types.buildMessage()
          .required(BINARY)
          .as(stringType())
          .named("topic")
          .required(INT32)
          .named("era")
          .required(INT32)
          .named("partition")
          .required(INT64)
          .named("offset")
          .required(INT64)
          .as(timestampType(true, MILLIS))
          .named("timestamp")
          .optional(BINARY)
          .named("key")
          .optional(BINARY)
          .named("value")
          .requiredList()
          .requiredGroupElement()
          .required(BINARY)
          .as(stringType())
          .named("name")
          .optional(BINARY)
          .named("value")
          .named("headers")
          .named("bronze");

  private ParquetRecords() {}

  static byte[] write(List<BronzeRecord> records) throws IOException {
    BytesOutputFile file = new BytesOutputFile();
    try (ParquetWriter<BronzeRecord> writer = new Builder(file).build()) {
      for (BronzeRecord record : records) {
        writer.write(record);
      }
    }
    return file.toByteArray();
  }

  static List<BronzeRecord> read(byte[] file) throws IOException {
    List<BronzeRecord> records = new ArrayList<>();
    // Hadoop's own configuration would read files of settings from the class path.
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .usePageChecksumVerification(false)
            .build();
    try (ParquetFileReader reader = ParquetFileReader.open(new BytesInputFile(file), options)) {
      reader.setRequestedSchema(SCHEMA);
      String createdBy = reader.getFileMetaData().getCreatedBy();
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        new ParquetColumns(pages, createdBy).forEach(records::add);
      }
    } catch (RuntimeException e) {
      // Parquet says by every kind of exception that a file is not Parquet.
      throw new IOException("it is not Parquet as bronze writes it", e);
    }
    return records;
  }

  private static final class Builder extends ParquetWriter.Builder<BronzeRecord, Builder> {
    Builder(OutputFile file) {
      super(file);
      withConf(new PlainParquetConfiguration());
      withCompressionCodec(CompressionCodecName.ZSTD);
      // Hardly two values are the same.
      withDictionaryEncoding("value", false);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @Deprecated
    protected WriteSupport<BronzeRecord> getWriteSupport(Configuration configuration) {
      return new Support();
    }

    @Override
    protected WriteSupport<BronzeRecord> getWriteSupport(ParquetConfiguration configuration) {
      return new Support();
    }
  }

  private static final class Support extends WriteSupport<BronzeRecord> {
    private @Nullable RecordConsumer consumer;

    @Override
    @Deprecated
    public WriteContext init(Configuration configuration) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      this.consumer = consumer;
    }

    @Override
    public void write(BronzeRecord record) {
      consumer.startMessage();
      addBytes("topic", 0, Binary.fromString(record.topic()));
      addInteger("era", 1, record.era());
      addInteger("partition", 2, record.partition());
      addLong("offset", 3, record.offset());
      addLong("timestamp", 4, record.timestampMillis());
      addOptional("key", 5, record.key());
      addOptional("value", 6, record.value());
      consumer.startField("headers", 7);
      consumer.startGroup();
      if (!record.headers().isEmpty()) {
        addHeaders(record.headers());
      }
      consumer.endGroup();
      consumer.endField("headers", 7);
      consumer.endMessage();
    }

    private void addHeaders(List<BronzeRecord.Header> headers) {
      consumer.startField("list", 0);
      for (BronzeRecord.Header header : headers) {
        consumer.startGroup();
        consumer.startField("element", 0);
        consumer.startGroup();
        addBytes("name", 0, Binary.fromString(header.name()));
        addOptional("value", 1, header.value());
        consumer.endGroup();
        consumer.endField("element", 0);
        consumer.endGroup();
      }
      consumer.endField("list", 0);
    }

    private void addOptional(String name, int place, byte @Nullable [] bytes) {
      if (bytes != null) {
        addBytes(name, place, Binary.fromConstantByteArray(bytes));
      }
    }

    private void addBytes(String name, int place, Binary bytes) {
      consumer.startField(name, place);
      consumer.addBinary(bytes);
      consumer.endField(name, place);
    }

    private void addInteger(String name, int place, int number) {
      consumer.startField(name, place);
      consumer.addInteger(number);
      consumer.endField(name, place);
    }

    private void addLong(String name, int place, long number) {
      consumer.startField(name, place);
      consumer.addLong(number);
      consumer.endField(name, place);
    }
  }
}

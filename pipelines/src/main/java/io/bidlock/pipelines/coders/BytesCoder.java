package io.bidlock.pipelines.coders;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;

/**
 * A coder of values that turn into one run of bytes and back. The bytes are the value's own format,
 * which has a version, so that no Java serialization is ever read.
 */
abstract class BytesCoder<T> extends AtomicCoder<T> {
  private static final long serialVersionUID = 1L;

  abstract byte[] toBytes(T value) throws IOException;

  abstract T fromBytes(byte[] bytes) throws IOException;

  @Override
  public void encode(T value, OutputStream out) throws IOException {
    ByteArrayCoder.of().encode(toBytes(value), out);
  }

  @Override
  public T decode(InputStream in) throws IOException {
    return fromBytes(ByteArrayCoder.of().decode(in));
  }
}

package io.bidlock.pipelines.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Dead letters, field by field. */
public final class DeadLetterCoder extends AtomicCoder<DeadLetter> {
  private static final long serialVersionUID = 1L;
  private static final DeadLetterCoder INSTANCE = new DeadLetterCoder();

  private DeadLetterCoder() {}

  public static DeadLetterCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(DeadLetter letter, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(letter.topic(), out);
    StringUtf8Coder.of().encode(letter.position(), out);
    VarLongCoder.of().encode(letter.timeMillis(), out);
    ByteArrayCoder.of().encode(letter.key(), out);
    ByteArrayCoder.of().encode(letter.value(), out);
    StringUtf8Coder.of().encode(letter.error(), out);
  }

  @Override
  public DeadLetter decode(InputStream in) throws IOException {
    return new DeadLetter(
        StringUtf8Coder.of().decode(in),
        StringUtf8Coder.of().decode(in),
        VarLongCoder.of().decode(in),
        ByteArrayCoder.of().decode(in),
        ByteArrayCoder.of().decode(in),
        StringUtf8Coder.of().decode(in));
  }
}

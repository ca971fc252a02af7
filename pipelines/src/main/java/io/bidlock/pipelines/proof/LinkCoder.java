package io.bidlock.pipelines.proof;

import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.Position;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/** A link as 89 bytes. */
final class LinkCoder extends AtomicCoder<Link> {
  private static final long serialVersionUID = 1L;

  @Override
  public void encode(Link link, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeBoolean(link.place().close());
    out.writeInt(link.place().position().era());
    out.writeInt(link.place().position().partition());
    out.writeLong(link.place().position().offset());
    out.writeLong(link.itemSeq());
    write(out, link.hash());
    write(out, link.said());
  }

  private static void write(DataOutputStream out, Hash hash) throws IOException {
    out.writeLong(hash.part0());
    out.writeLong(hash.part1());
    out.writeLong(hash.part2());
    out.writeLong(hash.part3());
  }

  @Override
  public Link decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    boolean close = in.readBoolean();
    Position position = new Position(in.readInt(), in.readInt(), in.readLong());
    return new Link(new Link.Place(close, position), in.readLong(), read(in), read(in));
  }

  private static Hash read(DataInputStream in) throws IOException {
    return new Hash(in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }
}

package io.bidlock.pipelines.fraud;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;

/** Evidence as versioned bytes, for savepoints. */
final class EvidenceCoder extends AtomicCoder<Evidence> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public void encode(Evidence evidence, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    out.writeByte(evidence.sums().size());
    for (long sum : evidence.sums()) {
      out.writeLong(sum);
    }
    out.writeInt(evidence.bidsByMinute().size());
    for (Map.Entry<Long, Long> minute : evidence.bidsByMinute().entrySet()) {
      out.writeLong(minute.getKey());
      out.writeLong(minute.getValue());
    }
    out.writeInt(evidence.auctionsBySeller().size());
    for (Map.Entry<String, Long> seller : evidence.auctionsBySeller().entrySet()) {
      out.writeUTF(seller.getKey());
      out.writeLong(seller.getValue());
    }
    out.writeBoolean(evidence.manySellers());
  }

  @Override
  public Evidence decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int version = in.readByte();
    if (version != VERSION) {
      throw new CoderException("evidence of unknown version " + version);
    }
    List<Long> sums = new ArrayList<>();
    for (int left = in.readByte(); left > 0; left--) {
      sums.add(in.readLong());
    }
    Map<Long, Long> minutes = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      minutes.put(in.readLong(), in.readLong());
    }
    Map<String, Long> sellers = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      sellers.put(in.readUTF(), in.readLong());
    }
    return new Evidence(sums, minutes, sellers, in.readBoolean());
  }
}

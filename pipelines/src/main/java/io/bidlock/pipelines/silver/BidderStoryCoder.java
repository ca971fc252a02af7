package io.bidlock.pipelines.silver;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;

/** A bidder's story as versioned bytes, for savepoints. */
final class BidderStoryCoder extends AtomicCoder<BidderStory> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public void encode(BidderStory story, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    out.writeLong(story.bids());
    out.writeLong(story.rejectedBids());
    out.writeLong(story.successiveBids());
    StoryBytes.write(out, story.firstBidMillis());
    StoryBytes.write(out, story.lastBidMillis());
  }

  @Override
  public BidderStory decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int version = in.readByte();
    if (version != VERSION) {
      throw new CoderException("a bidder's story of unknown version " + version);
    }
    return new BidderStory(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        StoryBytes.readNumber(in),
        StoryBytes.readNumber(in));
  }
}

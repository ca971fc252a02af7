package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.listing.InvalidListing;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.pipelines.silver.ItemStory.Bidding;
import io.bidlock.pipelines.silver.ItemStory.Ended;
import io.bidlock.pipelines.silver.ItemStory.Hold;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;

/** An item's story as versioned bytes, for savepoints. */
final class ItemStoryCoder extends AtomicCoder<ItemStory> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public void encode(ItemStory story, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    out.writeUTF(story.itemId());
    out.writeLong(story.itemSeq());
    write(out, story.listing().terms());
    out.writeLong(story.listedMillis());
    write(out, story.bidding());
    out.writeBoolean(story.hold().isPresent());
    if (story.hold().isPresent()) {
      Hold hold = story.hold().get();
      out.writeUTF(hold.holder());
      out.writeLong(hold.token());
      out.writeLong(hold.grantedMillis());
      out.writeLong(hold.untilMillis());
    }
    out.writeBoolean(story.ended().isPresent());
    if (story.ended().isPresent()) {
      Ended ended = story.ended().get();
      out.writeUTF(ended.outcome().name());
      StoryBytes.write(out, ended.winner());
      StoryBytes.write(out, ended.priceMinor());
      out.writeLong(ended.closedMillis());
      out.writeUTF(ended.closeHash());
    }
  }

  @Override
  public ItemStory decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int version = in.readByte();
    if (version != VERSION) {
      throw new CoderException("an item's story of unknown version " + version);
    }
    return new ItemStory(
        in.readUTF(),
        in.readLong(),
        readListing(in),
        in.readLong(),
        readBidding(in),
        in.readBoolean()
            ? Optional.of(new Hold(in.readUTF(), in.readLong(), in.readLong(), in.readLong()))
            : Optional.empty(),
        in.readBoolean()
            ? Optional.of(
                new Ended(
                    Outcome.valueOf(in.readUTF()),
                    StoryBytes.readText(in),
                    StoryBytes.readNumber(in),
                    in.readLong(),
                    in.readUTF()))
            : Optional.empty());
  }

  private static void write(DataOutputStream out, Terms terms) throws IOException {
    Map<Term, String> texts = new EnumMap<>(Term.class);
    terms.forEach(texts::put);
    out.writeByte(texts.size());
    for (Map.Entry<Term, String> text : texts.entrySet()) {
      out.writeUTF(text.getKey().fieldName());
      out.writeUTF(text.getValue());
    }
  }

  private static Listing readListing(DataInputStream in) throws IOException {
    Map<Term, String> texts = new EnumMap<>(Term.class);
    for (int left = in.readByte(); left > 0; left--) {
      String name = in.readUTF();
      Term term =
          Term.ofField(name).orElseThrow(() -> new CoderException("an unknown term " + name));
      texts.put(term, in.readUTF());
    }
    try {
      return Listing.of(Terms.of(texts));
    } catch (InvalidListing e) {
      throw new CoderException("an item's story with invalid terms", e);
    }
  }

  private static void write(DataOutputStream out, Bidding bidding) throws IOException {
    StoryBytes.write(out, bidding.priceMinor());
    StoryBytes.write(out, bidding.leader());
    out.writeLong(bidding.bids());
    out.writeLong(bidding.acceptedBids());
    out.writeLong(bidding.bidders());
    StoryBytes.write(out, bidding.firstBidMillis());
    StoryBytes.write(out, bidding.lastBidMillis());
    StoryBytes.write(out, bidding.lastBidder());
    out.writeLong(bidding.endMillis());
    out.writeBoolean(bidding.paused());
  }

  private static Bidding readBidding(DataInputStream in) throws IOException {
    return new Bidding(
        StoryBytes.readNumber(in),
        StoryBytes.readText(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        StoryBytes.readNumber(in),
        StoryBytes.readNumber(in),
        StoryBytes.readText(in),
        in.readLong(),
        in.readBoolean());
  }
}

package io.bidlock.auction.property;

final class EnglishPropertiesTest
    implements DecisionProperties, PublicViewProperties, WireProperties {
  @Override
  public AuctionPlan plan() {
    return AuctionPlan.ENGLISH;
  }
}

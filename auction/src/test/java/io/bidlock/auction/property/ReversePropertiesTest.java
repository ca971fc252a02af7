package io.bidlock.auction.property;

final class ReversePropertiesTest
    implements DecisionProperties, PublicViewProperties, WireProperties {
  @Override
  public AuctionPlan plan() {
    return AuctionPlan.REVERSE;
  }
}

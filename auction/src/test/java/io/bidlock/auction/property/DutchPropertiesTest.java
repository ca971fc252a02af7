package io.bidlock.auction.property;

final class DutchPropertiesTest
    implements DecisionProperties, PublicViewProperties, WireProperties {
  @Override
  public AuctionPlan plan() {
    return AuctionPlan.DUTCH;
  }
}

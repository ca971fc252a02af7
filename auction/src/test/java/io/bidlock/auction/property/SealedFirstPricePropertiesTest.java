package io.bidlock.auction.property;

final class SealedFirstPricePropertiesTest
    implements DecisionProperties, PublicViewProperties, WireProperties {
  @Override
  public AuctionPlan plan() {
    return AuctionPlan.SEALED_FIRST_PRICE;
  }
}

package io.bidlock.auction.property;

final class SealedSecondPricePropertiesTest
    implements DecisionProperties, PublicViewProperties, WireProperties {
  @Override
  public AuctionPlan plan() {
    return AuctionPlan.SEALED_SECOND_PRICE;
  }
}

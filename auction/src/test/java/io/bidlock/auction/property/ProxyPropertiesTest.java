package io.bidlock.auction.property;

final class ProxyPropertiesTest
    implements DecisionProperties, PublicViewProperties, WireProperties {
  @Override
  public AuctionPlan plan() {
    return AuctionPlan.PROXY;
  }
}

package io.bidlock.auction.view;

import io.bidlock.auction.chain.Hash;
import java.util.Optional;

/**
 * What a sale comes to; one for each item sold, on {@code auction.txn}. The hammer price is before
 * premium and tax, in minor units.
 */
public record Settlement(
    String itemId,
    long itemSeq,
    String sellerId,
    String buyerId,
    long hammerPriceMinor,
    String currency,
    int currencyScale,
    String category,
    Optional<String> goodsId,
    Optional<String> saleId,
    long closedAtMillis,
    Hash closeHash) {}

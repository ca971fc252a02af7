package io.bidlock.pipelines.fraud;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * A bidder whose score has come to the threshold of alerts, or a tenth beyond the last alert.
 *
 * @param alertId the same for the same bidder, day and tenth, whoever tells it and how often
 * @param day of the house, ISO 8601
 * @param dayStartMillis when that day began
 * @param score as it was when the alert was given; it may have fallen since
 * @param reasons as in {@code silver.fraud_scores}, JSON
 */
public record FraudAlert(
    String alertId,
    String bidderId,
    String timeZone,
    String day,
    long dayStartMillis,
    BigDecimal score,
    String reasons)
    implements Serializable {}

package io.bidlock.ingest;

import io.bidlock.auction.lock.LockKeys;
import java.time.Duration;

/**
 * How an instance is set up.
 *
 * @param bindAddress where it listens
 * @param port 0 for any free one
 * @param bootstrapServers of Kafka
 * @param redisUri as {@code redis://127.0.0.1:6379}
 * @param decisionTimeout how long a decision is waited for
 * @param partitions of each topic by item; fixed within an era
 * @param replication of each topic
 * @param era of the auction log
 * @param bidLookupSize most bids of the last 24 h that can be looked up
 * @param maxWaiting most requests that wait for a decision at once
 * @param lockKeys names of the items' keys in Redis
 * @param strangerLockTtl how long a hold stands that somebody took by setting an item's key
 *     themselves
 * @param startTimeout how long Kafka is waited for at the start
 */
public record IngestSettings(
    String bindAddress,
    int port,
    String bootstrapServers,
    String redisUri,
    Duration decisionTimeout,
    int partitions,
    short replication,
    int era,
    int bidLookupSize,
    int maxWaiting,
    LockKeys lockKeys,
    Duration strangerLockTtl,
    Duration startTimeout) {}

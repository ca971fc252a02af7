/**
 * Starts the real servers BidLock stands on (Kafka, Redis, PostgreSQL) and its own parts as child
 * processes.
 *
 * <p>Two kinds of class live here. The <em>starters</em> ({@link io.bidlock.servers.KafkaServer},
 * {@link io.bidlock.servers.RedisServer}, {@link io.bidlock.servers.PostgresServer}, {@link
 * io.bidlock.servers.ChildProcess}, {@link io.bidlock.servers.ParentWatch}, {@link
 * io.bidlock.servers.Classpaths}, {@link io.bidlock.servers.Ports}) use the JDK alone, so any
 * module may depend on them with every transitive dependency excluded. The <em>children</em>
 * ({@code BrokerMain}, {@code RedisMain}, {@code PostgresMain}) need the broker's class path and
 * run only in JVMs of their own: the broker's Scala and kafka-clients do not mix with those of Beam
 * and Spark.
 */
package io.bidlock.servers;

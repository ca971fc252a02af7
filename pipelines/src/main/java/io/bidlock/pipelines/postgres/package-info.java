/**
 * Rows of any table in PostgreSQL: the schema, writing rows and reading them.
 *
 * <p>Writing is idempotent and safe in any order, so a runner may repeat what it wants. A
 * PostgreSQL that is away delays and loses nothing; a row that it cannot take is put aside alone.
 */
package io.bidlock.pipelines.postgres;

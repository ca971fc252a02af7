-- Silver: what happened, validated, each fact once. docs/medallion.md tells how it comes about.
--
-- Money is exact and stands beside its currency. Times are item times: the log's own, never a worker's.
-- A row that others name before it has come itself is a stub: its key, and nothing else.

CREATE SCHEMA silver;

COMMENT ON SCHEMA silver IS 'What happened, validated, each fact once';

CREATE TABLE silver.users (
  user_id     text PRIMARY KEY CHECK (user_id <> ''),
  version     bigint NOT NULL DEFAULT -1,
  region      text,
  approved    boolean,
  bid_limit   numeric CHECK (bid_limit >= 0),
  deposit     numeric CHECK (deposit >= 0)
);

COMMENT ON TABLE silver.users IS 'Users without what names them: that is in auction.users only. A stub where a bid or an item came first';
COMMENT ON COLUMN silver.users.version IS 'The offset in auction.users that this is as of; -1: a stub';

CREATE TABLE silver.items (
  item_id       text PRIMARY KEY CHECK (item_id <> ''),
  item_seq      bigint NOT NULL DEFAULT 0 CHECK (item_seq >= 0),
  seller_id     text REFERENCES silver.users,
  title         text,
  category      text,
  currency      text,
  format        text CHECK (format IN ('ENGLISH', 'REVERSE', 'SEALED_FIRST_PRICE', 'SEALED_SECOND_PRICE', 'DUTCH')),
  proxy         boolean,
  start_price   numeric CHECK (start_price > 0),
  reserve_price numeric CHECK (reserve_price > 0),
  buy_now_price numeric CHECK (buy_now_price > 0),
  goods_id      text,
  sale_id       text,
  relisted_from text,
  listed_at     timestamptz,
  opens_at      timestamptz,
  closes_at     timestamptz,
  ends_at       timestamptz,
  paused        boolean,
  current_price numeric CHECK (current_price > 0),
  leader_id     text REFERENCES silver.users,
  bids          bigint CHECK (bids >= 0),
  accepted_bids bigint CHECK (accepted_bids BETWEEN 0 AND bids),
  bidders       bigint CHECK (bidders BETWEEN 0 AND accepted_bids),
  first_bid_at  timestamptz,
  last_bid_at   timestamptz,
  outcome       text CHECK (outcome IN ('SOLD', 'RESERVE_NOT_MET', 'NO_BIDS', 'WITHDRAWN', 'TAKEN')),
  winner_id     text REFERENCES silver.users,
  hammer_price  numeric CHECK (hammer_price > 0),
  closed_at     timestamptz,
  close_hash    text,
  CHECK (closes_at > opens_at),
  CHECK ((outcome IS NULL) = (closed_at IS NULL)),
  CHECK ((outcome IS NULL) = (close_hash IS NULL)),
  CHECK ((outcome IS NOT DISTINCT FROM 'SOLD') = (winner_id IS NOT NULL)),
  CHECK ((winner_id IS NULL) = (hammer_price IS NULL))
);

COMMENT ON TABLE silver.items IS 'Items as their last ruling left them; item_seq is the number of that ruling, 0 a stub';
COMMENT ON COLUMN silver.items.bids IS 'Different bids that were decided up to the close; repeats do not count';
COMMENT ON COLUMN silver.items.bidders IS 'Bidders of whom at least one bid was accepted';
COMMENT ON COLUMN silver.items.leader_id IS 'Who leads, also where the format hides it from the public';

CREATE INDEX items_closed_at ON silver.items (closed_at);
CREATE INDEX items_seller ON silver.items (seller_id);

CREATE TABLE silver.bids (
  era              integer NOT NULL CHECK (era >= 0),
  log_partition    integer NOT NULL CHECK (log_partition >= 0),
  log_offset       bigint NOT NULL CHECK (log_offset >= 0),
  item_id          text NOT NULL REFERENCES silver.items,
  item_seq         bigint CHECK (item_seq > 0),
  bid_id           text NOT NULL,
  bidder_id        text NOT NULL REFERENCES silver.users,
  amount           numeric NOT NULL,
  currency         text,
  placed_at        timestamptz NOT NULL,
  channel          text,
  outcome          text NOT NULL CHECK (outcome IN ('ACCEPTED', 'REJECTED')),
  reason           text CHECK (reason IS NOT NULL OR outcome = 'ACCEPTED'),
  price_before     numeric,
  price_after      numeric,
  leader_id        text,
  minimum_next_bid numeric,
  hash             text,
  PRIMARY KEY (era, log_partition, log_offset),
  UNIQUE (item_id, item_seq),
  CHECK ((item_seq IS NULL) = (hash IS NULL)),
  CHECK (outcome = 'REJECTED' OR amount > 0)
);

COMMENT ON TABLE silver.bids IS 'Every bid in the log with its decision, by its place there; never changed once written';
COMMENT ON COLUMN silver.bids.item_seq IS 'The number of the decision among its item''s; null where the item was unknown';

CREATE INDEX bids_placed_at ON silver.bids (placed_at);
CREATE INDEX bids_bidder ON silver.bids (bidder_id);

CREATE TABLE silver.retractions (
  era           integer NOT NULL CHECK (era >= 0),
  log_partition integer NOT NULL CHECK (log_partition >= 0),
  log_offset    bigint NOT NULL CHECK (log_offset >= 0),
  item_id       text NOT NULL REFERENCES silver.items,
  item_seq      bigint CHECK (item_seq > 0),
  bid_id        text NOT NULL,
  actor_id      text NOT NULL,
  why           text,
  retracted_at  timestamptz NOT NULL,
  outcome       text NOT NULL CHECK (outcome IN ('ACCEPTED', 'REJECTED')),
  reason        text,
  price_before  numeric,
  price_after   numeric,
  hash          text,
  PRIMARY KEY (era, log_partition, log_offset),
  UNIQUE (item_id, item_seq)
);

COMMENT ON TABLE silver.retractions IS 'Bids that somebody took back, or tried to';

CREATE TABLE silver.locks (
  item_id    text NOT NULL REFERENCES silver.items,
  token      bigint NOT NULL CHECK (token > 0),
  item_seq   bigint NOT NULL CHECK (item_seq >= token),
  holder     text NOT NULL,
  granted_at timestamptz NOT NULL,
  held_until timestamptz NOT NULL,
  ended_at   timestamptz,
  ending     text CHECK (ending IN ('RELEASED', 'COMMITTED', 'EXPIRED', 'RENEWED')),
  PRIMARY KEY (item_id, token),
  CHECK (held_until > granted_at),
  CHECK ((ended_at IS NULL) = (ending IS NULL))
);

COMMENT ON TABLE silver.locks IS 'Holds on items by somebody other than their auction; the token is the item_seq of the grant';
COMMENT ON COLUMN silver.locks.ending IS 'How it ended. A hold that ran out is EXPIRED once the item''s next ruling shows it; until then held_until tells';

CREATE TABLE silver.transactions (
  item_id      text PRIMARY KEY REFERENCES silver.items,
  item_seq     bigint NOT NULL CHECK (item_seq > 0),
  seller_id    text NOT NULL REFERENCES silver.users,
  buyer_id     text NOT NULL REFERENCES silver.users,
  hammer_price numeric NOT NULL CHECK (hammer_price > 0),
  currency     text NOT NULL,
  category     text NOT NULL,
  goods_id     text,
  sale_id      text,
  closed_at    timestamptz NOT NULL,
  close_hash   text NOT NULL,
  CHECK (seller_id <> buyer_id)
);

COMMENT ON TABLE silver.transactions IS 'Sales: one an item, before premium and tax';

CREATE INDEX transactions_closed_at ON silver.transactions (closed_at);

CREATE TABLE silver.participations (
  item_id         text NOT NULL REFERENCES silver.items,
  bidder_id       text NOT NULL REFERENCES silver.users,
  seller_id       text NOT NULL REFERENCES silver.users,
  category        text NOT NULL,
  currency        text NOT NULL,
  start_price     numeric NOT NULL CHECK (start_price > 0),
  opens_at        timestamptz NOT NULL,
  closed_at       timestamptz NOT NULL,
  item_bids       bigint NOT NULL CHECK (item_bids >= 0),
  bids            bigint NOT NULL CHECK (bids BETWEEN 0 AND item_bids),
  rejected_bids   bigint NOT NULL CHECK (rejected_bids >= 0),
  successive_bids bigint NOT NULL CHECK (successive_bids BETWEEN 0 AND bids),
  first_bid_at    timestamptz,
  last_bid_at     timestamptz,
  won             boolean NOT NULL,
  PRIMARY KEY (item_id, bidder_id),
  CHECK ((bids = 0) = (first_bid_at IS NULL))
);

COMMENT ON TABLE silver.participations IS 'What each bidder did in each auction, told once when it has closed';
COMMENT ON COLUMN silver.participations.item_bids IS 'Accepted bids of all bidders in that auction';
COMMENT ON COLUMN silver.participations.bids IS 'Accepted bids of this bidder';
COMMENT ON COLUMN silver.participations.successive_bids IS 'Accepted bids of this bidder that followed another of their own';

CREATE INDEX participations_bidder ON silver.participations (bidder_id);

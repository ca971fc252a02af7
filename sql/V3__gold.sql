-- Gold: the figures that people look at. What each means, what counts and what does not: docs/metrics.md.
--
-- Days are days of the house's time zone, which is a column. Money is never summed across currencies.

CREATE SCHEMA gold;

COMMENT ON SCHEMA gold IS 'The figures that people look at; defined in docs/metrics.md';

CREATE TABLE gold.daily_revenue (
  time_zone    text NOT NULL,
  day          date NOT NULL,
  category     text NOT NULL,
  currency     text NOT NULL,
  revenue      numeric NOT NULL CHECK (revenue > 0),
  transactions bigint NOT NULL CHECK (transactions > 0),
  PRIMARY KEY (time_zone, day, category, currency)
);

COMMENT ON TABLE gold.daily_revenue IS 'Hammer prices of items sold, by the day they closed. Before premium and tax; what was taken by a lock''s holder is no sale';

CREATE TABLE gold.auction_performance (
  time_zone            text NOT NULL,
  day                  date NOT NULL,
  category             text NOT NULL,
  currency             text NOT NULL,
  auctions             bigint NOT NULL CHECK (auctions = sold + reserve_not_met + no_bids + withdrawn + taken),
  sold                 bigint NOT NULL,
  reserve_not_met      bigint NOT NULL,
  no_bids              bigint NOT NULL,
  withdrawn            bigint NOT NULL,
  taken                bigint NOT NULL,
  success_rate         numeric CHECK (success_rate BETWEEN 0 AND 1),
  bids                 bigint NOT NULL,
  bids_per_auction     numeric NOT NULL,
  start_total          numeric NOT NULL,
  hammer_total         numeric NOT NULL,
  price_increase       numeric,
  seconds_to_first_bid numeric,
  PRIMARY KEY (time_zone, day, category, currency)
);

COMMENT ON TABLE gold.auction_performance IS 'How auctions went, by the day they closed';
COMMENT ON COLUMN gold.auction_performance.success_rate IS 'Sold among those that ran to their end: not withdrawn and not taken';
COMMENT ON COLUMN gold.auction_performance.bids IS 'Accepted bids up to the close';
COMMENT ON COLUMN gold.auction_performance.price_increase IS '(hammer_total - start_total) / start_total, over what was sold; falls below zero where prices fall';
COMMENT ON COLUMN gold.auction_performance.seconds_to_first_bid IS 'From opening to the first accepted bid, on average over auctions that had one';

CREATE TABLE gold.seller_performance (
  time_zone    text NOT NULL,
  day          date NOT NULL,
  seller_id    text NOT NULL,
  currency     text NOT NULL,
  auctions     bigint NOT NULL CHECK (auctions > 0),
  sold         bigint NOT NULL,
  success_rate numeric CHECK (success_rate BETWEEN 0 AND 1),
  bids         bigint NOT NULL,
  revenue      numeric NOT NULL,
  PRIMARY KEY (time_zone, day, seller_id, currency)
);

COMMENT ON TABLE gold.seller_performance IS 'How a seller''s auctions went, by the day they closed';

CREATE TABLE gold.hourly_activity (
  hour          timestamptz NOT NULL,
  currency      text NOT NULL,
  bids          bigint NOT NULL CHECK (bids = accepted_bids + rejected_bids),
  accepted_bids bigint NOT NULL,
  rejected_bids bigint NOT NULL,
  bidders       bigint NOT NULL,
  items         bigint NOT NULL,
  PRIMARY KEY (hour, currency)
);

COMMENT ON TABLE gold.hourly_activity IS 'Bids on known items, by the hour they were placed';
COMMENT ON COLUMN gold.hourly_activity.currency IS 'Of the item; empty for bids that came a day and more after its close';

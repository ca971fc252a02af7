-- Gold about bidders, and what looks like fraud. What each figure means: docs/metrics.md.

CREATE TABLE gold.bidder_analytics (
  time_zone        text NOT NULL,
  day              date NOT NULL,
  bidder_id        text NOT NULL,
  currency         text NOT NULL,
  segment          text NOT NULL CHECK (segment IN ('BUYER', 'BIDDER', 'REFUSED', 'OUTBID')),
  new_or_returning text NOT NULL CHECK (new_or_returning IN ('NEW', 'RETURNING')),
  region           text,
  bids             bigint NOT NULL CHECK (bids >= 0),
  accepted_bids    bigint NOT NULL CHECK (accepted_bids BETWEEN 0 AND bids),
  items            bigint NOT NULL CHECK (items >= 0),
  auctions         bigint NOT NULL CHECK (auctions >= 0),
  wins             bigint NOT NULL CHECK (wins BETWEEN 0 AND auctions),
  win_rate         numeric CHECK (win_rate BETWEEN 0 AND 1),
  spent            numeric NOT NULL CHECK (spent >= 0),
  version          bigint NOT NULL,
  PRIMARY KEY (time_zone, day, bidder_id, currency)
);

COMMENT ON TABLE gold.bidder_analytics IS 'What each bidder did on a day: bids by the day they were placed, auctions by the day they closed';
COMMENT ON COLUMN gold.bidder_analytics.currency IS 'Of the items; empty for bids that came a day and more after a close';
COMMENT ON COLUMN gold.bidder_analytics.segment IS 'Of that day: BUYER won something, BIDDER had a bid accepted, REFUSED had none accepted, OUTBID only saw auctions close that they had bid in';
COMMENT ON COLUMN gold.bidder_analytics.new_or_returning IS 'RETURNING where they bid on an earlier day, in any currency';
COMMENT ON COLUMN gold.bidder_analytics.region IS 'Of the user as last told';
COMMENT ON COLUMN gold.bidder_analytics.bids IS 'Different bids on known items; repeats do not count';
COMMENT ON COLUMN gold.bidder_analytics.auctions IS 'Closed on that day, with an accepted bid of theirs, whenever that was placed';
COMMENT ON COLUMN gold.bidder_analytics.version IS 'Grows with whatever changes the row; means nothing else';

CREATE TABLE silver.fraud_scores (
  time_zone text NOT NULL,
  day       date NOT NULL,
  bidder_id text NOT NULL REFERENCES silver.users,
  score     numeric NOT NULL CHECK (score BETWEEN 0 AND 1),
  reasons   text NOT NULL,
  alert     boolean NOT NULL,
  bids      bigint NOT NULL CHECK (bids >= 0),
  auctions  bigint NOT NULL CHECK (auctions >= 0),
  evidence  bigint NOT NULL CHECK (evidence > 0),
  PRIMARY KEY (time_zone, day, bidder_id)
);

COMMENT ON TABLE silver.fraud_scores IS 'How suspicious a bidder looks by what they did on a day of the house; decides nothing';
COMMENT ON COLUMN silver.fraud_scores.score IS '0, nothing, to 1, certain, as the rules of docs/metrics.md have it; measured against nothing';
COMMENT ON COLUMN silver.fraud_scores.reasons IS 'JSON: each rule that found something, with the figure it looked at and how far that goes by itself';
COMMENT ON COLUMN silver.fraud_scores.alert IS 'Whether the score is at or over the threshold of alerts';
COMMENT ON COLUMN silver.fraud_scores.bids IS 'Different bids placed on that day';
COMMENT ON COLUMN silver.fraud_scores.auctions IS 'Closed on that day, with an accepted bid of theirs';
COMMENT ON COLUMN silver.fraud_scores.evidence IS 'How many bids and participations the score is made of';

CREATE INDEX fraud_scores_bidder ON silver.fraud_scores (bidder_id);

CREATE TABLE gold.fraud_summary (
  time_zone             text NOT NULL,
  day                   date NOT NULL,
  bidders               bigint NOT NULL CHECK (bidders = unsuspicious + low + medium + high),
  evidence              bigint NOT NULL,
  alerts                bigint NOT NULL CHECK (alerts BETWEEN 0 AND bidders),
  unsuspicious          bigint NOT NULL,
  low                   bigint NOT NULL,
  medium                bigint NOT NULL,
  high                  bigint NOT NULL,
  successive_outbidding bigint NOT NULL,
  bidding_ratio         bigint NOT NULL,
  last_moment_bidding   bigint NOT NULL,
  early_bidding         bigint NOT NULL,
  velocity              bigint NOT NULL,
  amount_outliers       bigint NOT NULL,
  seller_tendency       bigint NOT NULL,
  win_ratio             bigint NOT NULL,
  PRIMARY KEY (time_zone, day)
);

COMMENT ON TABLE gold.fraud_summary IS 'How many bidders of a day looked how suspicious, and by which rules. A score is of a bidder and a day, whatever they bid on, so there is no category and no currency';
COMMENT ON COLUMN gold.fraud_summary.evidence IS 'Bids and participations that the scores are made of';
COMMENT ON COLUMN gold.fraud_summary.alerts IS 'Bidders whose score, as the day stands, is at or over the threshold of alerts';
COMMENT ON COLUMN gold.fraud_summary.unsuspicious IS 'Bidders with a score of 0; low: below 0.4; medium: below 0.8; high: 0.8 and more';
COMMENT ON COLUMN gold.fraud_summary.successive_outbidding IS 'Bidders to whose score this rule added something; so the following columns';

CREATE TABLE gold.bidder_features (
  time_zone              text NOT NULL,
  day                    date NOT NULL,
  item_id                text NOT NULL,
  bidder_id              text NOT NULL,
  category               text NOT NULL,
  currency               text NOT NULL,
  bidder_tendency        numeric NOT NULL CHECK (bidder_tendency BETWEEN 0 AND 1),
  bidding_ratio          numeric NOT NULL CHECK (bidding_ratio BETWEEN 0 AND 1),
  successive_outbidding  numeric NOT NULL CHECK (successive_outbidding IN (0, 0.5, 1)),
  last_bidding           numeric,
  auction_bids           numeric NOT NULL CHECK (auction_bids BETWEEN 0 AND 1),
  starting_price_average numeric NOT NULL CHECK (starting_price_average BETWEEN 0 AND 1),
  early_bidding          numeric,
  winning_ratio          numeric NOT NULL CHECK (winning_ratio BETWEEN 0 AND 1),
  auction_duration       numeric NOT NULL,
  version                bigint NOT NULL,
  PRIMARY KEY (time_zone, item_id, bidder_id)
);

COMMENT ON TABLE gold.bidder_features IS 'What each bidder did in each auction, as the nine features of the Shill Bidding dataset (UCI 562); without a label. A day comes when it is over';
COMMENT ON COLUMN gold.bidder_features.bidder_tendency IS 'Of the bidder''s auctions of that day, the share that were this seller''s';
COMMENT ON COLUMN gold.bidder_features.bidding_ratio IS 'Of the auction''s accepted bids, the share that were the bidder''s';
COMMENT ON COLUMN gold.bidder_features.successive_outbidding IS 'Accepted bids of theirs that followed another of their own: none 0, one 0.5, more 1';
COMMENT ON COLUMN gold.bidder_features.last_bidding IS 'From their last accepted bid to the close, as a share of the auction''s length';
COMMENT ON COLUMN gold.bidder_features.auction_bids IS '1 - average / bids of this auction, where it has more than the average of its market; else 0';
COMMENT ON COLUMN gold.bidder_features.starting_price_average IS '1 - start price / average, where it is below the average of its market; else 0';
COMMENT ON COLUMN gold.bidder_features.early_bidding IS 'From their first accepted bid to the close, as a share of the auction''s length';
COMMENT ON COLUMN gold.bidder_features.winning_ratio IS 'Of the bidder''s auctions of that day, the share that they did not win';
COMMENT ON COLUMN gold.bidder_features.auction_duration IS 'From opening to close, in days';
COMMENT ON COLUMN gold.bidder_features.version IS 'Grows with whatever changes the row; means nothing else';

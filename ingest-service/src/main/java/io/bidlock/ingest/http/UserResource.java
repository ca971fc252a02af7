package io.bidlock.ingest.http;

import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.ingest.bidders.BidderDirectory;
import io.bidlock.ingest.bidders.User;
import io.bidlock.ingest.bidders.UserJson;
import io.bidlock.ingest.log.Appended;
import io.bidlock.ingest.log.AuctionLog;
import io.bidlock.ingest.log.TopicFollower;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users: entered, or entered anew. */
final class UserResource implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(UserResource.class);
  private static final Set<String> FIELDS =
      Set.of("user_id", "name", "email", "region", "approved", "limit", "deposit");

  private final AuctionLog log;
  private final BidderDirectory bidders;
  private final TopicFollower users;
  private final Duration patience;

  /**
   * @param patience how long this instance's own directory is waited for
   */
  UserResource(AuctionLog log, BidderDirectory bidders, TopicFollower users, Duration patience) {
    this.log = log;
    this.bidders = bidders;
    this.users = users;
    this.patience = patience;
  }

  @Override
  public void routing(HttpRules rules) {
    Paths.at(rules, "/users", Map.of(Method.POST, this::enter));
  }

  private void enter(ServerRequest request, ServerResponse response) throws InterruptedException {
    User user = user(RequestBody.read(request, FIELDS));
    boolean known = bidders.knows(user.userId());
    Appended written = write(user);
    Map<Integer, Long> after =
        Map.of(written.position().partition(), written.position().offset() + 1);
    if (!users.awaitPassed(after, patience)) {
      LOG.info("User {} is written but not read back yet", user.userId());
    }
    Reply.of(known ? 200 : 201, out -> UserJson.write(out, user)).send(request, response);
  }

  private static User user(RequestBody body) {
    Optional<DecimalAmount> limit = notNegative(body, "limit");
    return new User(
        body.id("user_id"),
        sentence(body, "name"),
        sentence(body, "email"),
        sentence(body, "region"),
        new BidderStanding(body.flag("approved", true), limit, notNegative(body, "deposit")));
  }

  private static Optional<String> sentence(RequestBody body, String name) {
    return body.optionalText(name).map(text -> RequestBody.requireSentence(name, text));
  }

  private static Optional<DecimalAmount> notNegative(RequestBody body, String name) {
    Optional<DecimalAmount> amount = body.optionalAmount(name);
    if (amount.isPresent() && amount.get().unscaled() < 0) {
      throw RequestBody.bad(name, "must not be under zero");
    }
    return amount;
  }

  private Appended write(User user) {
    try {
      return log.writeUser(user.userId(), UserJson.write(user)).join();
    } catch (CompletionException e) {
      throw Failures.unwrapped(e);
    }
  }
}

package io.bidlock.ingest.http;

import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.ingest.bidders.BidderDirectory;
import io.bidlock.ingest.bidders.User;
import io.bidlock.ingest.bidders.UserJson;
import io.bidlock.ingest.log.Appended;
import io.bidlock.ingest.log.AuctionLog;
import io.bidlock.ingest.log.LogEnds;
import io.bidlock.ingest.log.TopicFollower;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users: entered, or changed in what is mentioned. What is not mentioned stays, so that who changes
 * a limit approves nobody by the way.
 */
final class UserResource implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(UserResource.class);
  private static final Set<String> FIELDS =
      Set.of("user_id", "name", "email", "region", "approved", "limit", "deposit");
  private static final Duration CATCH_UP = Duration.ofSeconds(2);
  private static final int TURNS = 64;

  private final AuctionLog log;
  private final BidderDirectory bidders;
  private final TopicFollower users;
  private final LogEnds ends;
  private final Duration patience;

  /** A change builds on the one before it, so each user's come one after the other. */
  private final List<Lock> turns = Stream.<Lock>generate(ReentrantLock::new).limit(TURNS).toList();

  /**
   * @param users what the directory is fed by
   * @param patience how long this instance's own directory is waited for
   */
  UserResource(
      AuctionLog log,
      BidderDirectory bidders,
      TopicFollower users,
      LogEnds ends,
      Duration patience) {
    this.log = log;
    this.bidders = bidders;
    this.users = users;
    this.ends = ends;
    this.patience = patience;
  }

  @Override
  public void routing(HttpRules rules) {
    Paths.at(rules, "/users", Map.of(Method.POST, this::enter));
  }

  private void enter(ServerRequest request, ServerResponse response) throws InterruptedException {
    RequestBody body = RequestBody.read(request, FIELDS);
    String userId = body.id("user_id");
    Lock turn = turns.get(Math.floorMod(userId.hashCode(), TURNS));
    turn.lock();
    try {
      catchUp();
      Optional<User> known = bidders.find(userId);
      User user = entered(userId, known, body);
      awaitReadBack(user, write(user));
      Reply.of(known.isPresent() ? 200 : 201, out -> UserJson.write(out, user))
          .send(request, response);
    } finally {
      turn.unlock();
    }
  }

  /** Another instance may have changed the user a moment ago. */
  private void catchUp() throws InterruptedException {
    if (!users.awaitPassed(ends.of(Topics.USERS, CATCH_UP), CATCH_UP)) {
      throw new Refused(
          Reply.problem(
                  ProblemType.NOT_READY, "The users are still being read; try again in a moment.")
              .with("Retry-After", "2"));
    }
  }

  /** The user as known, else open to bid, with what the body mentions. */
  private static User entered(String userId, Optional<User> known, RequestBody body) {
    BidderStanding standing = known.map(User::standing).orElse(BidderStanding.OPEN);
    return new User(
        userId,
        mentioned(body, "name", UserResource::sentence, known.flatMap(User::name)),
        mentioned(body, "email", UserResource::sentence, known.flatMap(User::email)),
        mentioned(body, "region", UserResource::sentence, known.flatMap(User::region)),
        new BidderStanding(
            body.optionalFlag("approved").orElse(standing.approved()),
            mentioned(body, "limit", UserResource::notNegative, standing.limit()),
            mentioned(body, "deposit", UserResource::notNegative, standing.deposit())));
  }

  /** A field as the body has it, where null takes it away; one not mentioned stays as known. */
  private static <T> Optional<T> mentioned(
      RequestBody body,
      String name,
      BiFunction<RequestBody, String, Optional<T>> reading,
      Optional<T> known) {
    return body.mentions(name) ? reading.apply(body, name) : known;
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

  /** So that the bids of whoever was answered go by it. */
  private void awaitReadBack(User user, Appended written) throws InterruptedException {
    Map<Integer, Long> after =
        Map.of(written.position().partition(), written.position().offset() + 1);
    if (!users.awaitPassed(after, patience)) {
      LOG.info("User {} is written but not read back yet", user.userId());
    }
  }

  private Appended write(User user) {
    try {
      return log.writeUser(user.userId(), UserJson.write(user)).join();
    } catch (CompletionException e) {
      throw Failures.unwrapped(e);
    }
  }
}

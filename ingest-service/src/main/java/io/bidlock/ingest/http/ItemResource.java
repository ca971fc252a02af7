package io.bidlock.ingest.http;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Rules;
import io.bidlock.auction.listing.InvalidListing;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.Ids;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.AuctionPaused;
import io.bidlock.auction.log.LogRecord.AuctionResumed;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.LogRecord.ItemWithdrawn;
import io.bidlock.auction.log.LogRecord.ListingAmended;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.PublicItems;
import io.bidlock.ingest.board.PriceBoard;
import io.bidlock.ingest.commands.Answer;
import io.bidlock.ingest.commands.CommandDesk;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Items: listed, shown, amended, paused, resumed, withdrawn. */
final class ItemResource implements HttpService {
  /** How long a reader waits for what was decided a moment ago. */
  private static final Duration FRESHNESS = Duration.ofMillis(250);

  private static final String ITEM_ID = "item_id";
  private static final String ACTOR_ID = "actor_id";
  private static final String REASON = "reason";
  private static final Set<String> TERM_FIELDS =
      Arrays.stream(Term.values()).map(Term::fieldName).collect(Collectors.toUnmodifiableSet());
  private static final Set<String> LISTING_FIELDS = with(TERM_FIELDS, ITEM_ID);
  private static final Set<String> AMENDMENT_FIELDS = with(TERM_FIELDS, ACTOR_ID);
  private static final Set<String> STEP_FIELDS = Set.of(ACTOR_ID, REASON);

  /** Who acts where nobody else is named: the auction house. */
  private static final String HOUSE = "house";

  private final CommandDesk desk;
  private final PriceBoard board;
  private final Duration patience;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param patience how long the board is waited for, so that who was answered finds it there
   */
  ItemResource(CommandDesk desk, PriceBoard board, Duration patience, Clock clock) {
    this.desk = desk;
    this.board = board;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public void routing(HttpRules rules) {
    Paths.at(rules, "/items", Map.of(Method.POST, this::list));
    Paths.at(rules, "/items/{item_id}", Map.of(Method.GET, this::show, Method.PATCH, this::amend));
    Paths.at(rules, "/items/{item_id}/withdraw", Map.of(Method.POST, this::withdraw));
    Paths.at(rules, "/items/{item_id}/pause", Map.of(Method.POST, this::pause));
    Paths.at(rules, "/items/{item_id}/resume", Map.of(Method.POST, this::resume));
  }

  private void show(ServerRequest request, ServerResponse response) throws InterruptedException {
    String itemId = Paths.itemId(request);
    long nowMillis = clock.millis();
    board
        .findFresh(itemId, FRESHNESS)
        .map(item -> Reply.of(200, out -> ItemJson.write(out, item, nowMillis)))
        .orElseGet(() -> Paths.unknownItem(itemId))
        .send(request, response);
  }

  private void list(ServerRequest request, ServerResponse response) throws InterruptedException {
    RequestBody body = RequestBody.read(request, LISTING_FIELDS);
    Terms terms = body.terms();
    Listing listing = checked(terms);
    requireSellerId(listing.sellerId());
    Optional<String> key = RequestHeaders.idempotencyKey(request);
    String itemId = body.optionalId(ITEM_ID).orElseGet(() -> madeUpItemId(listing.sellerId(), key));
    requireAddressable(itemId);
    ItemListed listed =
        new ItemListed(
            itemId,
            CommandIds.of(request, "list", listing.sellerId(), itemId),
            Rules.CURRENT_VERSION,
            terms,
            Nonce.random(random));
    listed(listed, Commands.answer(desk, listed, request)).send(request, response);
  }

  private Reply listed(ItemListed listed, Answer answer) throws InterruptedException {
    if (!(answer instanceof Answer.Decided decided) || !decided.decision().accepted()) {
      return Commands.reply(listed, answer);
    }
    Decision decision = decided.decision();
    awaitBoard(decision);
    PublicItem item = asListed(listed, decision);
    return Reply.of(
            201,
            out -> {
              ItemJson.write(out, item, decision.timeMillis(), decision.itemSeq());
              out.text("event_id", decision.position().toString())
                  .text("hash", decision.hash().toString());
            })
        .with("Location", "/api/v1/items/" + PathText.encode(item.id()));
  }

  /** The item's state right after it was listed, whatever has become of it since. */
  private static PublicItem asListed(ItemListed listed, Decision decision) {
    LogEntry entry = new LogEntry(decision.position(), decision.timeMillis(), listed);
    ItemState state =
        new Arbiter().decide(ItemState.Unknown.INSTANCE, Optional.empty(), entry).state();
    if (state instanceof ItemState.Auction auction) {
      return PublicItems.of(listed.itemId(), auction, false);
    }
    throw new IllegalStateException("a listing was accepted that the arbiter here refuses");
  }

  private void amend(ServerRequest request, ServerResponse response) throws InterruptedException {
    String itemId = Paths.itemId(request);
    RequestBody body = RequestBody.read(request, AMENDMENT_FIELDS);
    String actorId = body.optionalId(ACTOR_ID).orElse(HOUSE);
    Terms amendment = body.terms();
    if (amendment.isEmpty()) {
      throw new Refused(
          Reply.problem(ProblemType.NOTHING_TO_CHANGE, "Name at least one term to change."));
    }
    amendment.get(Term.SELLER_ID).ifPresent(ItemResource::requireSellerId);
    String commandId = CommandIds.of(request, "amend", actorId, itemId);
    act(
        new ListingAmended(itemId, commandId, actorId, amendment, Nonce.random(random)),
        request,
        response);
  }

  private void withdraw(ServerRequest request, ServerResponse response)
      throws InterruptedException {
    String itemId = Paths.itemId(request);
    RequestBody body = RequestBody.readOptional(request, STEP_FIELDS);
    String actorId = body.optionalId(ACTOR_ID).orElse(HOUSE);
    String commandId = CommandIds.of(request, "withdraw", actorId, itemId);
    act(new ItemWithdrawn(itemId, commandId, actorId, reason(body)), request, response);
  }

  private void pause(ServerRequest request, ServerResponse response) throws InterruptedException {
    String itemId = Paths.itemId(request);
    RequestBody body = RequestBody.readOptional(request, STEP_FIELDS);
    String actorId = body.optionalId(ACTOR_ID).orElse(HOUSE);
    String commandId = CommandIds.of(request, "pause", actorId, itemId);
    act(new AuctionPaused(itemId, commandId, actorId, reason(body)), request, response);
  }

  private void resume(ServerRequest request, ServerResponse response) throws InterruptedException {
    String itemId = Paths.itemId(request);
    RequestBody body = RequestBody.readOptional(request, Set.of(ACTOR_ID));
    String actorId = body.optionalId(ACTOR_ID).orElse(HOUSE);
    String commandId = CommandIds.of(request, "resume", actorId, itemId);
    act(new AuctionResumed(itemId, commandId, actorId), request, response);
  }

  private void act(LogRecord command, ServerRequest request, ServerResponse response)
      throws InterruptedException {
    Answer answer = Commands.answer(desk, command, request);
    if (answer instanceof Answer.Decided decided && decided.decision().accepted()) {
      awaitBoard(decided.decision());
    }
    Commands.reply(command, answer).send(request, response);
  }

  private void awaitBoard(Decision decision) throws InterruptedException {
    // Late or not, the answer stands: the decision has been made.
    Optional<PublicItem> unused = board.await(decision.itemId(), decision.itemSeq(), patience);
  }

  private static String reason(RequestBody body) {
    return body.optionalText(REASON)
        .map(text -> RequestBody.requireSentence(REASON, text))
        .orElse("");
  }

  private static Listing checked(Terms terms) {
    try {
      return Listing.of(terms);
    } catch (InvalidListing e) {
      throw new Refused(Reply.badTerms(e.getMessage()));
    }
  }

  private static void requireSellerId(String sellerId) {
    RequestBody.requireId(Term.SELLER_ID.fieldName(), sellerId);
  }

  /** Of a request with a key always the same, or a repeat would list a second item. */
  private static String madeUpItemId(String sellerId, Optional<String> key) {
    return key.map(given -> Ids.derived("item", sellerId, given))
        .orElseGet(() -> UUID.randomUUID().toString().replace("-", ""));
  }

  private static void requireAddressable(String itemId) {
    if (itemId.contains("/") || itemId.equals(".") || itemId.equals("..")) {
      throw RequestBody.bad(ITEM_ID, "must not have a slash, nor be '.' or '..'");
    }
  }

  private static Set<String> with(Set<String> fields, String more) {
    Set<String> all = new HashSet<>(fields);
    all.add(more);
    return Set.copyOf(all);
  }
}

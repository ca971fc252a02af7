package io.bidlock.launcher.sending;

import io.bidlock.auction.wire.JsonWriter;
import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.traffic.People.Person;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Enters users into a running house. */
public final class EnterPeople {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private EnterPeople() {}

  /**
   * Enters them one after the other; who is there already stays as he is, with this name and
   * region.
   *
   * @throws CommandFailure when one of them is not taken
   */
  public static void into(URI house, List<Person> people) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (Person person : people) {
        HttpResponse<String> answer =
            client.send(request(house, person), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
          throw new CommandFailure(
              "The user %s was not taken: %d %s"
                  .formatted(person.userId(), answer.statusCode(), answer.body()));
        }
      }
    } catch (IOException e) {
      throw new CommandFailure("Users could not be entered at " + house + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("The entering of users was interrupted.", e);
    }
  }

  private static HttpRequest request(URI house, Person person) {
    return HttpRequest.newBuilder(house.resolve("/api/v1/users"))
        .header("Content-Type", "application/json")
        .timeout(ANSWER_WITHIN)
        .POST(
            HttpRequest.BodyPublishers.ofByteArray(
                JsonWriter.object(
                    out ->
                        out.text("user_id", person.userId())
                            .text("name", person.name())
                            .text("region", person.region()))))
        .build();
  }
}

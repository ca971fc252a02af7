package io.bidlock.ingest.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.wire.JsonObject;
import io.bidlock.auction.wire.UnreadableRecord;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What an answer says. */
public final class Answered {
  private Answered() {}

  /** The answer's JSON object. */
  public static JsonObject json(HttpResponse<String> response) {
    return json(response.body());
  }

  /** A JSON object. */
  public static JsonObject json(String body) {
    try {
      return JsonObject.read(body.getBytes(StandardCharsets.UTF_8));
    } catch (UnreadableRecord e) {
      throw new AssertionError("not a JSON object: " + body, e);
    }
  }

  /** A text field of the answer; empty where it is absent or null. */
  public static String text(HttpResponse<String> response, String field) {
    return text(response.body(), field);
  }

  /** A text field; empty where it is absent or null. */
  public static String text(String body, String field) {
    try {
      return json(body).optionalText(field).orElse("");
    } catch (UnreadableRecord e) {
      throw new AssertionError(field + " is no text in " + body, e);
    }
  }

  /** A whole number of the answer. */
  public static long number(HttpResponse<String> response, String field) {
    try {
      return json(response).number(field);
    } catch (UnreadableRecord e) {
      throw new AssertionError(field + " is no number in " + response.body(), e);
    }
  }

  /** Says so, with the body, when the status is another. */
  public static HttpResponse<String> expect(int status, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response;
  }

  /** That it is a well-formed problem (RFC 9457) of that status. */
  public static HttpResponse<String> expectProblem(int status, HttpResponse<String> response) {
    expect(status, response);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(text(response, "type")).startsWith("urn:bidlock:problem:");
    assertThat(text(response, "title")).isNotBlank();
    assertThat(text(response, "detail")).isNotBlank();
    assertThat(number(response, "status")).isEqualTo(status);
    return response;
  }
}

package dev.davit.scheduler.api;

import dev.davit.contracts.codec.EventCodec;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.web.ProblemView;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests that came as one JSON batch: each is answered by itself, in its own transaction. */
@ApplicationScoped
public class EventBatch {
  private static final int MOST = 100;

  private final Asking asking;

  EventBatch(Asking asking) {
    this.asking = asking;
  }

  /**
   * The answer to one event of a batch.
   *
   * @param status the HTTP status that it would have had alone
   * @param started null if it was refused
   * @param problem null if it was not
   */
  public record Answered(int status, Asking.Started started, ProblemView problem) {}

  /**
   * Answers in the batch's order. Of a batch that breaks off in the middle, what was answered
   * stands; sent again, those are duplicates.
   *
   * @throws DavitException for a batch that cannot be read, or has more than a hundred events
   */
  List<Answered> answer(byte[] body) {
    List<byte[]> events = EventCodec.split(body);
    if (events.size() > MOST) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST, "batch", events.size() + " events, more than " + MOST);
    }
    List<Answered> answers = new ArrayList<>(events.size());
    for (byte[] event : events) {
      answers.add(answerOne(event));
    }
    return answers;
  }

  private Answered answerOne(byte[] event) {
    try {
      var request = EventCodec.parse(new String(event, StandardCharsets.UTF_8));
      return new Answered(202, asking.published(request), null);
    } catch (DavitException e) {
      if (e.code() == ErrorCode.STATE_UNAVAILABLE) {
        throw e;
      }
      return new Answered(e.code().httpStatus(), null, ProblemView.of(e.problem()));
    }
  }
}

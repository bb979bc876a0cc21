package dev.davit.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.davit.contracts.codec.JsonProblem;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a resource throws into a problem; what was not expected is logged under an id. */
public class ProblemMapper {
  private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());

  @ServerExceptionMapper
  public RestResponse<ProblemView> known(DavitException e) {
    return answer(e.problem());
  }

  /** The framework has an answer of its own for this one, without a body. */
  @ServerExceptionMapper
  public RestResponse<ProblemView> mismatched(MismatchedInputException e) {
    return unreadable(e);
  }

  @ServerExceptionMapper
  public RestResponse<ProblemView> unreadable(JsonProcessingException e) {
    return answer(problem(e));
  }

  /** The framework's own: unknown paths, methods, media types. */
  @ServerExceptionMapper
  public Response refused(WebApplicationException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof DavitException known) {
        return answer(known.problem()).toResponse();
      }
      if (cause instanceof JsonProcessingException json) {
        return answer(problem(json)).toResponse();
      }
    }
    int status = e.getResponse().getStatus();
    var problem =
        status == ErrorCode.TOO_LARGE.httpStatus()
            ? new Problem(ErrorCode.TOO_LARGE, "HTTP request", null)
            : new Problem(ErrorCode.INVALID_REQUEST, "HTTP request", "status " + status);
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON)
        .entity(ProblemView.of(problem))
        .build();
  }

  @ServerExceptionMapper
  public RestResponse<ProblemView> unexpected(RuntimeException e) {
    String id = UUID.randomUUID().toString();
    LOG.log(System.Logger.Level.ERROR, "request failed; error=" + id, e);
    return answer(new Problem(ErrorCode.INTERNAL, "error \"" + id + "\"", null));
  }

  private static Problem problem(JsonProcessingException e) {
    return JsonProblem.of(e, "request body");
  }

  private static RestResponse<ProblemView> answer(Problem problem) {
    return RestResponse.ResponseBuilder.<ProblemView>create(problem.code().httpStatus())
        .entity(ProblemView.of(problem))
        .type(MediaType.APPLICATION_JSON)
        .build();
  }
}

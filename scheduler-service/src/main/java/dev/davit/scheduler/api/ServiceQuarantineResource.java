package dev.davit.scheduler.api;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the other services have set aside, asked of them: people reach the scheduler alone. */
@Singleton
@Path("/v1/services/{service}/quarantine")
@Produces(MediaType.APPLICATION_JSON)
public class ServiceQuarantineResource {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final ServiceAddresses services;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  ServiceQuarantineResource(ServiceAddresses services) {
    this.services = services;
  }

  @PreDestroy
  void close() {
    http.shutdownNow();
  }

  @GET
  @Operation(summary = "As `GET /v1/quarantine`, of another service")
  public Response list(@PathParam("service") String service, @Context UriInfo asked) {
    return ask(service, "", asked, "GET", BodyPublishers.noBody());
  }

  @GET
  @Path("{id}")
  @Operation(summary = "As `GET /v1/quarantine/{record}`, of another service")
  public Response get(
      @PathParam("service") String service, @PathParam("id") String id, @Context UriInfo asked) {
    return ask(service, "/" + id, asked, "GET", BodyPublishers.noBody());
  }

  @POST
  @Path("{id}/replay")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "As `POST /v1/quarantine/{record}/replay`, of another service")
  public Response replay(
      @PathParam("service") String service,
      @PathParam("id") String id,
      @Context UriInfo asked,
      byte[] corrected) {
    var body = corrected == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(corrected);
    return ask(service, "/" + id + "/replay", asked, "POST", body);
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "As `DELETE /v1/quarantine/{record}`, of another service")
  public Response discard(
      @PathParam("service") String service, @PathParam("id") String id, @Context UriInfo asked) {
    return ask(service, "/" + id, asked, "DELETE", BodyPublishers.noBody());
  }

  private Response ask(
      String service, String path, UriInfo asked, String method, BodyPublisher body) {
    URI address = services.of(service);
    try {
      var request =
          HttpRequest.newBuilder(target(address, path, asked.getRequestUri().getRawQuery()))
              .timeout(ANSWER)
              .header("Content-Type", MediaType.APPLICATION_JSON)
              .method(method, body)
              .build();
      var answer = http.send(request, BodyHandlers.ofByteArray());
      var response = Response.status(answer.statusCode());
      return answer.body().length == 0 ? response.build() : response.entity(answer.body()).build();
    } catch (IOException e) {
      throw new DavitException(
          ErrorCode.SERVICE_UNREACHABLE,
          "service \"" + service + "\"",
          "\"" + address + "\" does not answer",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DavitException(ErrorCode.CANCELLED, "service \"" + service + "\"", "interrupted");
    }
  }

  /** The id is one component whatever it holds. */
  private static URI target(URI address, String path, String query) {
    String safe = path.replaceAll("[^A-Za-z0-9._:/-]", "_");
    return URI.create(
        address.toString().replaceAll("/+$", "")
            + "/v1/quarantine"
            + safe
            + (query == null ? "" : "?" + query));
  }
}

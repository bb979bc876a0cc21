package dev.davit.scheduler.api;

import dev.davit.contracts.codec.EventTypes;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Nearest;
import dev.davit.contracts.schema.PublishedContract;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The contract of events, as published with this version. */
@Path("/v1")
public class ContractResource {
  /**
   * @param name {@code dump.pinned.v1}
   * @param dataschema what events of this type name as the schema of their data
   * @param href where it is, below this interface's own address
   */
  public record Schema(String name, String dataschema, String href) {}

  @GET
  @Path("/schemas")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "The schemas of all events")
  public List<Schema> schemas() {
    return EventTypes.all().entrySet().stream()
        .map(event ->
            new Schema(
                event.getKey() + ".v1",
                EventTypes.dataSchema(event.getValue()),
                "/v1/schemas/" + event.getKey() + ".v1.json"))
        .toList();
  }

  @GET
  @Path("/schemas/{name}.json")
  @Produces({"application/schema+json", MediaType.APPLICATION_JSON})
  @Operation(summary = "The JSON Schema 2020-12 of an event's data")
  public byte[] schema(@PathParam("name") String name) {
    return PublishedContract.schema(name)
        .map(ContractResource::asItIs)
        .orElseThrow(() ->
            new DavitException(
                ErrorCode.UNKNOWN_SCHEMA,
                "schema \"" + name + "\"",
                Nearest.to(name, PublishedContract.schemas())
                    .map(near -> "did you mean " + near + "?")
                    .orElse(null)));
  }

  @GET
  @Path("/asyncapi.json")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Topics, messages, and who writes and reads them, as an AsyncAPI 3 document")
  public byte[] asyncApi() {
    return asItIs(PublishedContract.asyncApi());
  }

  /** A text would be written as a JSON text, in quotes. */
  private static byte[] asItIs(String document) {
    return document.getBytes(StandardCharsets.UTF_8);
  }
}

package dev.davit.cli.verb;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.davit.cli.client.RestClient;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.codec.JsonProblem;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.SystemDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code davit apply}: makes protected systems be as a file says. */
@Command(name = "apply", description = "Creates or changes protected systems from YAML or JSON.")
public final class ApplyCommand extends Verb {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      required = true,
      description = "One or more definitions; - reads standard input.")
  private String file;

  @Override
  public Integer call() throws IOException {
    var definitions = read();
    try (RestClient client = client()) {
      for (var definition : definitions) {
        var answer = client.put("/v1/systems/" + definition.name(), definition);
        print(answer, "system " + definition.name() + " applied");
      }
    }
    return 0;
  }

  /** All are read before the first is applied. */
  private List<SystemDefinition> read() throws IOException {
    var mapper = Json.writtenByPeople();
    var found = new ArrayList<SystemDefinition>();
    try (InputStream in = open();
        var parser = new YAMLFactory().createParser(in);
        var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(parser)) {
      while (documents.hasNext()) {
        found.add(mapper.treeToValue(documents.next(), SystemDefinition.class));
      }
    } catch (NoSuchFileException e) {
      throw new DavitException(ErrorCode.PATH_MISSING, object(), null);
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new DavitException(ErrorCode.INVALID_REQUEST, object(), reason(e));
    } catch (RuntimeException e) {
      if (e.getCause() instanceof com.fasterxml.jackson.core.JacksonException known) {
        throw new DavitException(ErrorCode.INVALID_REQUEST, object(), reason(known));
      }
      throw e;
    }
    return found;
  }

  private static String reason(com.fasterxml.jackson.core.JacksonException e) {
    String message = e.getOriginalMessage();
    if (e instanceof JsonMappingException) {
      var problem = JsonProblem.of(e, "the definition");
      message = problem.object() + ", " + problem.reason();
    }
    var place = e.getLocation();
    return message.lines().findFirst().orElse("")
        + (place == null || place.getLineNr() < 1 ? "" : " (line " + place.getLineNr() + ")");
  }

  private InputStream open() throws IOException {
    return file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(file));
  }

  private String object() {
    return "file \"" + file + "\"";
  }
}

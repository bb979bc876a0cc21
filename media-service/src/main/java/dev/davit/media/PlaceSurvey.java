package dev.davit.media;

import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.RecoveryContext;
import dev.davit.contracts.event.TargetSurvey;
import dev.davit.media.model.MediaPlaces;
import dev.davit.repository.restore.RestoreListener;
import dev.davit.repository.restore.RestoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One look at the places of one recovery. Used once, by one thread. */
final class PlaceSurvey {
  private final StoredPoint point;
  private final MediaPlaces places;
  private final RecoveryContext context;
  private final String side;
  private final BooleanSupplier cancelled;
  private final List<String> findings = new ArrayList<>();
  private final List<Problem> obstacles = new ArrayList<>();

  /** By device: what would be written to one file system, and a path on it. */
  private final Map<Object, Need> needed = new HashMap<>();

  private record Need(Path place, long bytes) {
    Need and(long more) {
      return new Need(place, bytes + more);
    }
  }

  private boolean empty = true;
  private long total;
  private long externalOthers;
  private long externalAbsent;

  PlaceSurvey(
      StoredPoint point,
      MediaPlaces places,
      RecoveryContext context,
      String side,
      BooleanSupplier cancelled) {
    this.point = point;
    this.places = places;
    this.context = context;
    this.side = side;
    this.cancelled = cancelled;
  }

  TargetSurvey run() throws IOException {
    for (Map.Entry<String, String> root : places.roots().entrySet()) {
      root(root.getKey(), root.getValue());
    }
    places.leftOut().forEach(name -> findings.add("media \"" + name + "\" is left out, as asked"));
    external();
    Long free = free();
    return new TargetSurvey(empty, total, free, findings, obstacles);
  }

  private void root(String name, String place) throws IOException {
    if (RepositoryPlace.touches(context.settings().repository(), place)) {
      obstacles.add(
          new Problem(
              ErrorCode.PATH_REFUSED, RootLook.quoted(place), "the repository is kept there"));
    }
    var look = RootLook.at(place, side, context.replace());
    obstacles.addAll(look.obstacles());
    empty &= look.empty();
    findings.add(
        "media \"" + name + "\" goes to " + place + (look.empty() ? ", empty" : ", in use"));
    var tree = point.media(name).subtree();
    var size =
        point
            .repository()
            .restorer()
            .restore(
                tree, Path.of(place), RestoreOptions.all().dry(), RestoreListener.NONE, cancelled);
    need(place, size.bytes());
  }

  private void external() throws IOException {
    var look = new ExternalLook(point.repository(), places, this::externalDirectory);
    look.run(point.external());
    if (externalAbsent + externalOthers > 0) {
      findings.add(
          externalAbsent
              + " files outside of the media roots are absent, "
              + externalOthers
              + " differ");
    }
    if (look.leftOut() > 0) {
      findings.add(look.leftOut() + " files outside of the media roots stay in the repository");
    }
  }

  private void externalDirectory(ExternalLook.Found found) throws IOException {
    externalAbsent += found.absent();
    externalOthers += found.other();
    if (found.absent() + found.other() == 0) {
      return;
    }
    if (found.other() > 0) {
      empty = false;
      if (!context.replace()) {
        obstacles.add(ExternalRestore.notEmpty(found).problem());
      }
    }
    Path existing = RootLook.existing(Path.of(found.place()));
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      obstacles.add(
          new Problem(
              ErrorCode.PATH_REFUSED,
              RootLook.quoted(existing.toString()),
              "it cannot be written"));
    }
    need(found.place(), found.bytes());
  }

  private void need(String place, long bytes) throws IOException {
    total += bytes;
    Path existing = RootLook.existing(Path.of(place));
    var device = Files.getAttribute(existing, "unix:dev");
    needed.merge(device, new Need(existing, bytes), (a, b) -> a.and(b.bytes()));
  }

  /** Of all file systems that get something; each must have room for its own part. */
  private Long free() {
    long free = 0;
    for (Need each : needed.values()) {
      long usable = each.place().toFile().getUsableSpace();
      free += usable;
      if (usable < each.bytes()) {
        obstacles.add(
            new Problem(
                ErrorCode.DISK_FULL,
                "file system of \"" + each.place() + "\"",
                each.bytes() + " bytes needed, " + usable + " free"));
      }
    }
    return needed.isEmpty() ? null : free;
  }
}

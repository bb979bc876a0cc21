package dev.davit.contracts.settings;

import java.util.List;
import java.util.Objects;

/**
 * All that a worker must know to capture or restore a protected system. Carried whole by orders, so
 * that a run uses one revision from beginning to end.
 *
 * @param profile {@code pixeltable} or {@code generic}
 * @param configuration absolute paths of configuration files, captured as secrets under {@code
 *     config/}
 * @param references how the generic profile lists references; empty for others
 * @param limits before, beside and behind which other work that of the system is begun
 */
public record SystemSettings(
    DeploymentKind kind,
    String profile,
    DatabaseSettings database,
    List<MediaRoot> media,
    List<String> configuration,
    List<ReferenceQuery> references,
    RepositorySettings repository,
    WorkLimits limits) {
  public SystemSettings {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(repository, "repository");
    media = media == null ? List.of() : List.copyOf(media);
    configuration = configuration == null ? List.of() : List.copyOf(configuration);
    references = references == null ? List.of() : List.copyOf(references);
    limits = limits == null ? WorkLimits.NONE : limits;
  }

  /** Without limits. */
  public SystemSettings(
      DeploymentKind kind,
      String profile,
      DatabaseSettings database,
      List<MediaRoot> media,
      List<String> configuration,
      List<ReferenceQuery> references,
      RepositorySettings repository) {
    this(kind, profile, database, media, configuration, references, repository, null);
  }

  /** The same with other limits. */
  public SystemSettings with(WorkLimits others) {
    return new SystemSettings(
        kind, profile, database, media, configuration, references, repository, others);
  }
}

package dev.davit.contracts.settings;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a protected system keeps its data, and so how it is recovered. */
public enum DeploymentKind {
  /** Database and media hold the data: dump and capture both. */
  @JsonProperty("full-backend")
  FULL_BACKEND,
  /** Data lives in an external RDBMS and buckets; code and a setup script rebuild the rest. */
  @JsonProperty("orchestration-layer")
  ORCHESTRATION_LAYER
}

/**
 * Names of what services log and trace. OpenTelemetry's API only: as long as nobody registers an
 * SDK, nothing is recorded and nothing costs.
 */
package dev.davit.kit.telemetry;

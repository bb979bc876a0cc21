/**
 * What owners state about their protected systems. Plain immutable records; never a secret, only
 * {@link dev.davit.contracts.settings.SecretRef references} to them.
 */
package dev.davit.contracts.settings;

/**
 * Every event, as a closed hierarchy: a {@link dev.davit.contracts.event.Request} is a wish, an
 * {@link dev.davit.contracts.event.Order} creates work, a {@link dev.davit.contracts.event.Fact}
 * satisfies a need, a {@link dev.davit.contracts.event.Progress} is for watching. Only optional
 * additions; no name is used again.
 */
package dev.davit.contracts.event;

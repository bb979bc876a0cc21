/**
 * The REST interface, {@code /v1}: what people and programs ask and see. Every refusal is a problem
 * with code, object, reason and remedy. Requests take the same way as those from the broker.
 */
package dev.davit.scheduler.api;

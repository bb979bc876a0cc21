/**
 * What Davit's scheduler can do on this machine, measured side by side with what others can: run by
 * {@code ./davit bench NAME}. Every figure is of real servers and durable commits.
 */
package dev.davit.e2e.bench;

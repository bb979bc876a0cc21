/**
 * Putting a worker service together, and stopping in order, so that nothing is torn away under
 * something that still runs.
 */
package dev.davit.kit.lifecycle;

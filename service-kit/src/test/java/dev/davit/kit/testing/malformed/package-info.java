/**
 * Records that are no events, or are none where they lie: generated from a seed and picked by hand,
 * put on a real broker, and looked for in a service's quarantine afterwards. Each has exactly one
 * of two ends: set aside with its code, its reason and every byte that came, or handled.
 */
package dev.davit.kit.testing.malformed;

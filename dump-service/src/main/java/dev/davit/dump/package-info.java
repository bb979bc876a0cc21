/**
 * The database worker: captures databases under a pin, restores them, validates them, and exchanges
 * them with what stood before. Every use case may be killed at any point and begun anew.
 */
package dev.davit.dump;

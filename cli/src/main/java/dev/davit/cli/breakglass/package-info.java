/**
 * Recovery from a repository alone: no broker, no services, no database of Davit's. Uses the same
 * engine and the same checks as the services: media first, databases next, every table compared
 * with the fingerprints that were captured, then paths rewritten where they differ.
 */
package dev.davit.cli.breakglass;

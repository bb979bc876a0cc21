/**
 * What dump-, media- and audit-service share around a repository: how they open it, and how their
 * work holds its lock. A module of its own, because service-kit knows no repository and
 * scheduler-service must not have one on its class path.
 */
package dev.davit.worker;

/** Configuration, wiring and health of audit-service: all its parts on one screen. */
package dev.davit.audit.boot;

/** REST, read only: evidence, and what recovery points hold. */
package dev.davit.audit.api;

/** SQL on audit-service's own tables. */
package dev.davit.audit.store;

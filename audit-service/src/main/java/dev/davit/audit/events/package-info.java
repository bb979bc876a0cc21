/** What audit-service hears on the broker. Bytes go to the inbox; no work is done here. */
package dev.davit.audit.events;

/**
 * Events leave a service through a table: appended in the transaction that changes the state they
 * tell of, sent later. At least once, in the order of their transactions for each system; whoever
 * reads drops doubles by source and id. A row is deleted when the broker has acknowledged it, so a
 * row that is there is unpublished, whatever its number.
 */
package dev.davit.kit.outbox;

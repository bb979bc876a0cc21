/**
 * The contract as published: a JSON Schema 2020-12 of every event's data and an AsyncAPI 3 document
 * of topics, messages and who may write and read them. The files are generated from the records,
 * and a published one changes only by optional additions.
 */
package dev.davit.contracts.schema;

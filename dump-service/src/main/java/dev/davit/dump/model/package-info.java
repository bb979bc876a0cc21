/** Names and judgements of dump-service; no I/O. */
package dev.davit.dump.model;

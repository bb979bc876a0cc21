/** Names and judgements of media-service; no I/O. */
package dev.davit.media.model;

/** SQL on media-service's own tables. */
package dev.davit.media.store;

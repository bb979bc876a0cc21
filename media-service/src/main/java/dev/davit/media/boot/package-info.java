/** Configuration, wiring and health of media-service: all its parts on one screen. */
package dev.davit.media.boot;

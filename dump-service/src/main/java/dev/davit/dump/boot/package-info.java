/** Configuration, wiring and health of dump-service: all its parts on one screen. */
package dev.davit.dump.boot;

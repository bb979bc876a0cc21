/** Configuration, wiring and health of scheduler-service: all its parts on one screen. */
package dev.davit.scheduler.boot;

/**
 * Decides what runs when, and follows every run to its end. Only this service reads requests; it
 * answers each, and its orders are all that workers obey. It holds no key of any repository.
 */
package dev.davit.scheduler;

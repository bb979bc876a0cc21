/**
 * What the scheduler knows and judges, without I/O: the states of runs with their legal moves,
 * plans, schedules, policies.
 */
package dev.davit.scheduler.model;

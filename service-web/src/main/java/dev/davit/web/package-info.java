/**
 * What every service says over HTTP in the same words: problems, the one JSON form, how long a body
 * may be, and what it has set aside. Beans and resources are found by the jar's index; the service
 * gives a {@link dev.davit.kit.inbox.Quarantine}.
 */
package dev.davit.web;

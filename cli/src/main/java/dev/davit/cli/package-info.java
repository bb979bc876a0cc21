/**
 * Davit's command line. Verbs talk to the scheduler over REST, or, for {@code davit repo …} and
 * break-glass recovery, straight to a repository with no service at all. The services of {@code
 * davit up} are processes of their own: no service module is ever imported here.
 */
package dev.davit.cli;

/**
 * What people and scripts see. Results go to standard output, everything else to standard error;
 * colour and moving bars appear on a terminal only.
 */
package dev.davit.cli.output;

/** Secrets as files of this machine: readable by their owner only, whole or not there. */
package dev.davit.cli.secret;

/** Secrets are resolved where they are used, from references that are safe to show. */
package dev.davit.kit.secret;

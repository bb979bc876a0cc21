/** Objects in memory: for tests, and for repositories that need not outlive the process. */
package dev.davit.repository.backend.memory;

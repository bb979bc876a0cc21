/** The broker topics that are Davit's public interface. */
package dev.davit.contracts.topic;

/**
 * What Davit's services tell and store for each other. Only additions; nothing of ours is imported
 * here.
 */
package dev.davit.contracts;

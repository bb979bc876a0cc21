/**
 * Use cases of media-service: capture of media trees and of the files that databases refer to,
 * survey of a recovery's target, and the steps of recoveries. No framework.
 */
package dev.davit.media;

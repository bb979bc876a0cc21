/**
 * Objects in an S3 bucket of any maker, laid out as restic does. The only place that knows the AWS
 * SDK. Digests are sent with every object, since not every store computes them by itself.
 */
package dev.davit.repository.backend.s3;

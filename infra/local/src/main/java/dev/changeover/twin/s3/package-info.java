/**
 * S3 as far as static web sites need it: buckets, objects, who may read them, and a door for browsers in each Region.
 */
package dev.changeover.twin.s3;

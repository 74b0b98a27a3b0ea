/** The twin's own identity provider: real tokens for four made-up people, on this machine only. */
package dev.changeover.http.twin;

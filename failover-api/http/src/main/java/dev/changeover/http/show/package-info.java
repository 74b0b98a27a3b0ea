/** What the API shows, as JSON: the command line's own keys, and what a page needs beside them. */
package dev.changeover.http.show;

/** Who asks: bearer tokens of OpenID Connect providers, and roles. */
package dev.changeover.http.auth;

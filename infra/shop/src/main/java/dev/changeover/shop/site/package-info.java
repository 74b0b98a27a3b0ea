/** The pages of the Unicorn shop. */
package dev.changeover.shop.site;

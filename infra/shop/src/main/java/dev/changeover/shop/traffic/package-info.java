/** Shoppers in number: they arrive whether the shop is ready or not, follow DNS, and write down what they saw. */
package dev.changeover.shop.traffic;

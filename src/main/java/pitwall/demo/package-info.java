/**
 * The car that the home page can start: a modelled lap, published by the same path as any
 * monitor's. Imports {@code relay}, {@code hub}, {@code message}, {@code config} and {@code log}.
 */
package pitwall.demo;

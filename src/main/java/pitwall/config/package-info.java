/**
 * What an operator can set: one record, every option with a default that works. Anyone may import
 * it; it imports nothing.
 */
package pitwall.config;

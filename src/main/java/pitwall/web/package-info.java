/**
 * HTTP beside the sockets: the page and its files, a session's state, the demo's switch; by Jakarta
 * REST and a servlet. Reads {@code hub} and {@code session}; imports {@code relay}, {@code access},
 * {@code demo}, {@code message}, {@code config} and {@code log}.
 */
package pitwall.web;

/**
 * What one application server does that the standard does not offer, each behind {@link
 * pitwall.container.WebSocketHost}, with the standard as the fallback. The server is found out by
 * looking at the objects that it hands out, never by a setting. Imports no other package of the
 * project.
 */
package pitwall.container;

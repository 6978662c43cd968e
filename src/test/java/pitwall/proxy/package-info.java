/**
 * The relay behind the proxies that {@code server-config} has files for, Debian's nginx and Caddy,
 * with those very files: {@code mvn verify -Ppayara-micro,proxy}; skipped where they are not
 * installed.
 */
package pitwall.proxy;

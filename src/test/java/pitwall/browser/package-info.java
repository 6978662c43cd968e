/**
 * The page as people have it: the WAR in its server, a real monitor's connection, and Chromium to
 * look at it. {@code mvn verify -Ppayara-micro,browser}; skipped where there is no browser.
 */
package pitwall.browser;

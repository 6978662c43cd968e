/**
 * How a failure is written down wherever there is no connection to name: with its stack trace, and
 * never without bound. What the relay tells of connections and sessions is the affair of its own
 * journal. Imports nothing, and anyone may import it.
 */
package pitwall.log;

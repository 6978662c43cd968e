/**
 * What the parts of a message's way cost, by JMH: {@code mvn -q -Pjmh test}. No part of the build.
 */
package pitwall.jmh;

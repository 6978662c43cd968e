/** Plays a recorded stint to a relay as a monitor would: for demos, tests and curiosity. */
package pitwall.replay;

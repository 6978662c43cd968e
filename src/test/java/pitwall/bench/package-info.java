/**
 * Load for a running relay, or for any other server that speaks the contract: {@link
 * pitwall.bench.Fanout} measures steady publishing, {@link pitwall.bench.Storm} viewers who all
 * come at once, {@link pitwall.bench.Footprint} what a start and a few viewers take. Programs, not
 * tests: a figure is worth something beside another of the same run.
 */
package pitwall.bench;

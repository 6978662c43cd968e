/**
 * Who may come, from where, and how often: what a request's way here was (Forwarded, RFC 7239, and
 * {@code X-Forwarded-*}), which pages may talk (Origin, RFC 6454), how many messages, connections,
 * sessions and guesses are too many (token buckets, by Bucket4j), and whom a signed token lets in
 * (JWT, RFC 7519, by Nimbus JOSE + JWT). Knows no transport; imports {@code message} and {@code
 * config} only.
 */
package pitwall.access;

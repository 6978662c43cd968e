/**
 * Addresses, all derived from where the page itself was found, so that any context root
 * and any prefix that a reverse proxy adds keep working. Pure: no document, no globals.
 */

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** The session id inside whatever somebody pasted: a bare id, a link, a link in a sentence. Else null. */
export function sessionIdIn(pasted) {
  const found = UUID.exec(String(pasted));
  return found ? found[0].toLowerCase() : null;
}

/**
 * The session id of a page at …/dashboard/{session_id}, else null. Something that is no UUID is passed on as it stands:
 * whether it names a session is for the relay to say.
 */
export function sessionIdOfPage(pathname) {
  const found = /\/dashboard\/([^/]+)$/.exec(pathname);
  if (!found) return null;
  let segment = found[1];
  try {
    segment = decodeURIComponent(segment);
  } catch {
    // A stray percent sign: the raw segment says it as well.
  }
  return segment.length === 36 ? sessionIdIn(segment) ?? segment : segment;
}

/** The WebSocket address of a path relative to the page, secure exactly if the page is. */
export function webSocketUrl(path, pageUrl) {
  const url = new URL(path, pageUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** Where a link that came from outside leads, or null unless it is an ordinary web address. */
export function webAddress(link, pageUrl) {
  if (typeof link !== 'string' || link === '') return null;
  try {
    const url = new URL(link, pageUrl);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 10; // 50 times as fast as it was recorded

/** How far a monitor may be ahead of those who watch: a slow machine makes it slower, and nobody falls behind. */
export const AHEAD = 32;

/**
 * Publishes telemetry at a steady pace.
 *
 * @param texts the telemetry, JSON as it is to be sent
 * @param viewers the clients that watch
 * @param reached how far one of them has come in the texts
 */
export async function publish(monitor, session, texts, viewers, reached) {
  for (const [number, telemetry] of texts.entries()) {
    const keepsUp = (viewer) => viewer.until(() => reached(viewer) > number - AHEAD, `message ${number}`);
    await Promise.all(viewers.map(keepsUp));
    monitor.emitText('telemetry_update', `{"session_id":"${session}","telemetry":${telemetry}}`);
    await pause(EVERY_MS);
  }
}

import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** A way to the relay that can be cut. */
export class Proxy {
  #pairs = new Set();
  #isCut = false;

  /** Listens on a free port of 127.0.0.1. */
  static async to(url) {
    const { hostname, port } = new URL(url);
    const proxy = new Proxy();
    proxy.server = createServer((near) => proxy.#accept(near, port, hostname));
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    proxy.url = `http://127.0.0.1:${proxy.server.address().port}`;
    return proxy;
  }

  #accept(near, port, hostname) {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    const far = connect(port, hostname);
    const pair = [near, far];
    this.#pairs.add(pair);
    near.pipe(far).pipe(near);
    for (const socket of pair) {
      socket.on('error', () => {}); // 'close' follows
      socket.on('close', () => {
        this.#pairs.delete(pair);
        pair.forEach((other) => other.destroy());
      });
    }
  }

  /** Resets every connection that there is, on both sides, and lets none through; gives their number. */
  cut() {
    this.#isCut = true;
    const cut = [...this.#pairs];
    for (const socket of cut.flat()) socket.resetAndDestroy();
    return cut.length;
  }

  mend() {
    this.#isCut = false;
  }

  close() {
    this.cut();
    this.server.close();
  }
}

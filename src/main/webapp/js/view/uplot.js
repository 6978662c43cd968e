/** Fetches the chart library when the first chart comes into view, once: the page itself is complete without it. */

const LIBRARY = new URL('../../lib/uplot/', import.meta.url);
let loading = null;

/** @returns a promise of the uPlot constructor; one that failed is tried again at the next call */
export function loadUPlot() {
  loading ??= load().catch((problem) => {
    loading = null;
    throw problem;
  });
  return loading;
}

async function load() {
  await Promise.all([
    added('link', { rel: 'stylesheet', href: new URL('uPlot.min.css', LIBRARY).href }),
    added('script', { src: new URL('uPlot.iife.min.js', LIBRARY).href }),
  ]);
  return globalThis.uPlot;
}

function added(name, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.addEventListener('load', () => resolve());
    element.addEventListener('error', () => {
      element.remove();
      reject(new Error(`${name} could not be loaded`));
    });
    document.head.append(element);
  });
}

/**
 * Lets tests import the page's modules as they are shipped. Node would have to guess that a .js file is an ES module
 * (a package.json that says so does not belong in the WAR), so this says it for the files under webapp/js and no others.
 */
import { register } from 'node:module';

const hooks = `
  export function load(url, context, nextLoad) {
    return nextLoad(url, url.includes('/src/main/webapp/js/') ? { ...context, format: 'module' } : context);
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

/** One module of the page by its file name. */
export function page(name) {
  return import(new URL(`../../main/webapp/js/${name}`, import.meta.url).href);
}

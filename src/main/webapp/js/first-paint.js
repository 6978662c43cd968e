/*
 * Before anything is painted: the theme that this device asked for, and whether the page is an overlay. A classic script,
 * since modules run after the first paint and the page would flash.
 */
{
  const root = document.documentElement;
  let theme = null;
  try {
    theme = JSON.parse(localStorage.getItem('pitwall.preferences'))?.theme;
  } catch {
    // No storage, or something else in it: dark.
  }
  root.dataset.theme = theme === 'light' ? 'light' : 'dark';
  if (new URLSearchParams(location.search).get('view') === 'overlay') root.dataset.view = 'overlay';
}

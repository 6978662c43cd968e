/** The link past the bar. It moves the focus alone: the address may hold the session's token behind its #, and has to keep it. */

export function skipWithoutAddress(document) {
  document.getElementById('skip').addEventListener('click', (event) => {
    event.preventDefault();
    document.getElementById('main').focus();
  });
}

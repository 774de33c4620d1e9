// Leaves the page at once: blank first, then away, without a way back. Shift three times does the same.
(() => {
  const link = document.querySelector('[data-exit]');
  if (!link) return;
  const leave = (event) => {
    event.preventDefault();
    const away = link.href;
    document.title = '';
    document.body.replaceChildren();
    location.replace(away);
  };
  link.addEventListener('click', leave);
  let presses = [];
  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Shift') {
      presses = [];
      return;
    }
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < 5000), now];
    if (presses.length >= 3) leave(event);
  });
})();

// Logging, checking, reordering and working offline. Every page works without this file; marquee.js comes first.
const frame = Object.assign(document.createElement('dialog'), { id: 'frame', closedBy: 'any' });
frame.setAttribute('aria-labelledby', 'frame-heading');
document.body.append(frame);

// A page's form as a dialog over the page one is on.
async function openFrame(address) {
  const url = new URL(address, location);
  if (!url.searchParams.has('back')) url.searchParams.set('back', location.pathname + location.search);
  const answer = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => null);
  if (!answer?.ok) return location = address;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const form = $('main form', page), heading = Object.assign(document.createElement('h2'), { id: 'frame-heading', textContent: $('main h1', page).textContent });
  form.classList.remove('panel', 'narrow');
  form.prepend(heading);
  frame.replaceChildren(form);
  if (!frame.open) frame.showModal();
  ($('[autofocus], input:not([type=hidden]), select', frame) ?? frame).focus();
}
addEventListener('click', e => {
  const link = e.target.closest('a[data-frame]'), close = e.target.closest('#frame [data-close]');
  if (e.metaKey || e.ctrlKey || e.shiftKey) return;
  if (link) { e.preventDefault(); openFrame(link.href); }
  if (close) { e.preventDefault(); frame.close(); }
});
addEventListener('submit', e => {
  if (e.target.matches('#frame form[data-frame]')) {
    e.preventDefault();
    openFrame(e.target.action + '?' + new URLSearchParams(new FormData(e.target)));
  }
});
// "l" logs: the title one is looking at, else whichever one types.
addEventListener('keydown', e => {
  if (e.key !== 'l' || e.ctrlKey || e.metaKey || e.altKey || /INPUT|TEXTAREA|SELECT/.test(e.target.tagName) || frame.open) return;
  e.preventDefault();
  openFrame($('.hero a[data-frame]')?.href ?? '/log');
});

// A check or a choice is an answer.
addEventListener('change', e => {
  if (e.target.matches('[data-checks] [type=checkbox], select[data-send]')) e.target.form.requestSubmit();
});

// Grids by keyboard: arrows go from poster to poster, Enter opens, as links do.
addEventListener('keydown', e => {
  const here = e.target.closest?.('.grid > li, .shelf > li'), step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 'up', ArrowDown: 'down', Home: 'first', End: 'last' }[e.key];
  if (!here || !step || !e.target.matches('li > a')) return;
  const all = [...here.parentElement.children], at = all.indexOf(here);
  const columns = Math.max(1, all.filter(li => li.offsetTop === all[0].offsetTop).length);
  const to = { up: at - columns, down: at + columns, first: 0, last: all.length - 1 }[step] ?? at + step;
  const link = all[to] && $('a', all[to]);
  if (link) { e.preventDefault(); link.focus(); }
});

// Lists are put in order by dragging; the buttons of each row do the same. One row is written.
let dragged;
addEventListener('dragstart', e => { dragged = e.target.closest?.('.edit > li'); dragged?.classList.add('drag'); });
addEventListener('dragover', e => {
  const over = e.target.closest?.('.edit > li');
  if (!dragged || !over || over === dragged) return;
  e.preventDefault();
  const box = over.getBoundingClientRect();
  e.clientY < box.top + box.height / 2 ? over.before(dragged) : over.after(dragged);
});
addEventListener('drop', e => { if (dragged) e.preventDefault(); });
addEventListener('dragend', () => {
  if (!dragged) return;
  dragged.classList.remove('drag');
  const form = $('form[data-move]', dragged), before = dragged.previousElementSibling;
  dragged = null;
  form.elements.after.value = before?.dataset.title ?? '0';
  form.requestSubmit($('button[name=to][value=after]', form) ?? undefined);
});

// Without a connection a form is kept and sent when it is back. Its key makes sure that it counts once, however often it is sent.
const kept = () => JSON.parse(localStorage.getItem('kept-forms') ?? '[]');
window.keepForLater = (form, button) => {
  const data = new FormData(form, button);
  if (!data.get('once')) return false;
  localStorage.setItem('kept-forms', JSON.stringify([...kept(), { action: form.action, fields: [...data].filter(([, v]) => typeof v === 'string') }]));
  form.closest('dialog')?.close();
  return true;
};
async function sendKept() {
  const forms = kept();
  let sent = 0;
  while (forms.length) {
    const { action, fields } = forms[0];
    const answer = await fetch(action, { method: 'post', body: new URLSearchParams(fields), headers: { accept: 'text/html' } }).catch(() => null);
    if (!answer) break;
    sent++;
    forms.shift();
    localStorage.setItem('kept-forms', JSON.stringify(forms));
  }
  if (sent) { say(sent === 1 ? 'Sent what was kept.' : `Sent the ${sent} things that were kept.`); }
}
addEventListener('online', sendKept);
if (navigator.onLine && kept().length) sendKept();

// What HTML cannot say yet. Every page works without this file.
const root = document.documentElement, $ = (s, e = document) => e.querySelector(s);
root.classList.add('scripted');

const say = words => $('#toasts').replaceChildren(Object.assign(document.createElement('p'), { className: 'toast', textContent: words }));

// Forms marked data-live are sent behind the page, and the new page's <main> takes the place of the old.
async function send(form, button) {
  const place = [...document.querySelectorAll('.rating')].indexOf(form);
  form.classList.remove('changed');
  form.ariaBusy = true;
  try {
    const answer = await fetch(form.action, { method: 'post', body: new FormData(form, button), headers: { accept: 'text/html' } });
    if (!answer.ok) throw answer.status;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const show = () => {
      const held = $('main').contains(document.activeElement) && twin(document.activeElement), typed = typing(form);
      $('main').replaceChildren(...$('main', page).childNodes);
      typed.forEach(([action, name, value]) => { const field = $(`main form[action="${action}"]`)?.elements[name]; if (field) field.value = value; });
      $('#toasts').replaceChildren(...$('#toasts', page).childNodes);
      if (held) ($(held) ?? document.querySelectorAll('.rating')[place]?.querySelector('.stars input') ?? $('main')).focus({ preventScroll: true });
    };
    document.startViewTransition && !matchMedia('(prefers-reduced-motion: reduce)').matches ? document.startViewTransition(show) : show();
    form.closest('dialog')?.close();
  } catch (failed) {
    form.ariaBusy = false;
    say(typeof failed !== 'number' && window.keepForLater?.(form, button) ? 'No connection: kept here, and sent when it is back.' : 'That was not saved. Check the connection and try again.');
  }
}
// What somebody is writing in the page's other forms, which the new page does not know of.
const typing = sent => [...document.querySelectorAll('main :is(textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file]))')]
  .filter(f => f.form && f.form !== sent && f.value !== f.defaultValue).map(f => [f.form.getAttribute('action'), f.name, f.value]);
// Where the focus is, said so that it can be found again in the new page.
const twin = e => e.form?.id ? `#${e.form.id} [name="${e.name}"][value="${e.value}"]` : `main a[href="${e.getAttribute('href')}"]:not([tabindex])`;
addEventListener('submit', e => { if (e.target.matches('[data-live]')) { e.preventDefault(); send(e.target, e.submitter); } });

// Stars: a click is an answer. With the keyboard one passes other stars on the way, so Enter, the button or leaving is.
let pointed = false;
addEventListener('pointerdown', () => pointed = true, true);
addEventListener('keydown', () => pointed = false, true);
addEventListener('focusout', e => {
  const form = e.target.closest?.('.rating');
  if (form?.matches('.changed') && !form.contains(e.relatedTarget)) send(form);
});

addEventListener('change', e => {
  const form = e.target.form;
  if (e.target.matches('.stars input')) {
    $('output', form).value = (e.target.value > 1 ? e.target.value >> 1 : '') + (e.target.value % 2 ? '½' : '');
    // Stars among other fields wait for the form's own button.
    if (form.matches('.rating')) pointed ? send(form) : form.classList.add('changed');
  }
  if (e.target.closest('#display-form')) {
    root.dataset[e.target.name] = e.target.value;
    fetch(form.action, { method: 'post', body: new FormData(form), redirect: 'manual' });
  }
  // A facet is applied as soon as it is chosen where all are in sight; the sheet on phones waits for its button.
  if (e.target.closest('[data-facets]') && matchMedia('(width >= 1024px)').matches) form.requestSubmit();
  if (e.target.matches('.drop input') && e.target.files.length) {
    $('.chosen', form).textContent = `Reading ${e.target.files[0].name}`;
    form.requestSubmit();
  }
});

// A file on its way says how far it is; the page then is the one that the server sends it to.
addEventListener('submit', e => {
  if (!e.target.matches('[data-drop]') || e.defaultPrevented) return;
  e.preventDefault();
  const sent = new XMLHttpRequest(), form = e.target, said = $('.chosen', form), name = $('input[type=file]', form).files[0]?.name ?? 'the file';
  sent.open('post', form.action);
  sent.setRequestHeader('accept', 'text/html');
  sent.upload.onprogress = p => said.textContent = p.loaded < p.total ? `Sending ${name}, ${Math.floor(100 * p.loaded / p.total)} %` : `Reading ${name}`;
  sent.onerror = () => { said.textContent = ''; say('That did not arrive. Check the connection and send it again.'); };
  sent.onload = () => {
    if (sent.status < 400 && sent.responseURL) return location = sent.responseURL;
    const page = new DOMParser().parseFromString(sent.responseText, 'text/html');
    $('main', page) ? $('main').replaceChildren(...$('main', page).childNodes) : say('That did not work. Try again in a moment.');
    $('main [role=alert]')?.scrollIntoView();
  };
  sent.send(new FormData(form));
});

// Dropping a file anywhere on the area is choosing it.
for (const kind of ['dragover', 'dragleave', 'drop']) addEventListener(kind, e => {
  const area = e.target.closest?.('.drop');
  if (!area) return;
  e.preventDefault();
  area.classList.toggle('over', kind === 'dragover');
  if (kind === 'drop' && e.dataTransfer.files.length) {
    const input = $('input', area);
    input.files = e.dataTransfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }
});

// Search: suggestions while typing, arrows to choose, "/" to get there.
const box = $('.omni input'), list = $('#suggest');
let options = [], chosen = -1, waiting, asked = 0;
const open = on => { if (on !== (box.ariaExpanded === 'true')) { list.togglePopover?.(on); box.ariaExpanded = on; } if (!on) choose(-1); };
const choose = i => {
  chosen = i;
  options.forEach((o, j) => o.ariaSelected = j === i);
  i < 0 ? box.removeAttribute('aria-activedescendant') : box.setAttribute('aria-activedescendant', options[i].id);
  options[i]?.scrollIntoView({ block: 'nearest' });
};
box?.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const turn = ++asked, words = box.value.trim();
    if (!words) return open(false);
    const answer = await fetch('/search/suggest?q=' + encodeURIComponent(words)).catch(() => null);
    if (turn !== asked || !answer?.ok) return;
    list.innerHTML = await answer.text();
    options = [...list.querySelectorAll('[role=option]')];
    open(options.length > 0);
    chosen = -1;
  }, 90);
});
box?.addEventListener('keydown', e => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (step && options.length) { e.preventDefault(); open(true); choose((chosen + step + options.length) % options.length); }
  else if (e.key === 'Escape' && box.ariaExpanded === 'true') { e.preventDefault(); open(false); }
  else if (e.key === 'Enter' && chosen >= 0) { e.preventDefault(); location = options[chosen].dataset.href; }
});
box?.addEventListener('blur', () => setTimeout(open, 150, false));
list?.addEventListener('pointerdown', e => { const o = e.target.closest('[role=option]'); if (o) location = o.dataset.href; });
addEventListener('keydown', e => { if (e.key === '/' && box && !/INPUT|TEXTAREA|SELECT/.test(e.target.tagName)) { e.preventDefault(); box.focus(); } });

// A link that has a dialog on this page opens it. A poster travels with its reader to the title's page.
addEventListener('click', e => {
  const dialog = document.getElementById(e.target.closest('[data-dialog]')?.dataset.dialog);
  if (dialog) { e.preventDefault(); dialog.showModal(); }
  const art = e.target.closest('.film a')?.querySelector('img');
  if (art && !e.metaKey && !e.ctrlKey) art.style.viewTransitionName = 'poster';
});

// A long list goes on by itself as its end comes near; the link to the next page stays for whoever has no script.
const near = new IntersectionObserver(entries => entries.filter(e => e.isIntersecting).forEach(e => more(e.target)), { rootMargin: '600px' });
async function more(pager) {
  near.unobserve(pager);
  pager.ariaBusy = true;
  const answer = await fetch($('a', pager).href, { headers: { accept: 'text/html' } }).catch(() => null);
  if (!answer?.ok) return pager.ariaBusy = null;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html'), next = $('[data-more]', page);
  rows(document).append(...rows(page)?.children ?? []);
  next ? pager.replaceWith(next) : pager.remove();
  if (next) near.observe(next);
}
// What grows: a grid of posters, or whatever says so. A page without either has its next page behind the link.
const rows = page => $('main [data-rows]', page) ?? $('main .grid', page);
document.querySelectorAll('[data-more]').forEach(p => rows(document) && near.observe(p));

// A part that follows what happens on the server: each message of its address is a reason to fetch the page again.
for (const part of document.querySelectorAll('[data-listen]')) new EventSource(part.dataset.listen).onmessage = async () => {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = $('#' + part.id, new DOMParser().parseFromString(await answer.text(), 'text/html'));
  const held = part.contains(document.activeElement) && twin(document.activeElement);
  part.replaceChildren(...fresh?.childNodes ?? []);
  if (held) $(held)?.focus({ preventScroll: true });
};

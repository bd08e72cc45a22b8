// The import pages: how far a file is, and the review by keyboard. Both work without this file.
const followed = document.querySelector('[data-follow]');
if (followed) {
  const told = new EventSource(followed.dataset.follow), bar = followed.querySelector('progress'), words = followed.querySelector('[data-words]');
  told.addEventListener('progress', e => {
    const at = JSON.parse(e.data);
    words.textContent = at.words;
    if (at.total > 0) { bar.max = at.total; bar.value = at.rows; }
    if (!['uploading', 'previewing', 'running'].includes(at.status)) { told.close(); location.replace(location.pathname); }
  });
}

// In a group of candidates a digit chooses, O is one's own title, S leaves it out; then the next group has the focus.
addEventListener('keydown', e => {
  const group = e.target.closest?.('[data-review] .match');
  if (!group || e.ctrlKey || e.metaKey || e.altKey || e.target.matches('input:not([type=radio], [type=checkbox])')) return;
  const radios = [...group.querySelectorAll('input[type=radio]')];
  const chosen = /^[1-9]$/.test(e.key) ? radios[e.key - 1] : radios.find(r => r.dataset.key === e.key.toLowerCase());
  if (!chosen) return;
  e.preventDefault();
  chosen.checked = true;
  const groups = [...document.querySelectorAll('[data-review] .match')], next = groups[groups.indexOf(group) + 1];
  (next?.querySelector('input[type=radio]') ?? group.closest('form').querySelector('button')).focus();
});

// On every page: shows the field, and loads the search when it is touched or the address has `?q=`.
// The form says where everything is: data-field, data-module (addresses of the two modules), data-base (the folder of
// the index) and data-root (the site's own).

/** @type {HTMLFormElement | null} */
const form = document.querySelector('form[data-search]');

if (form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input'));
  /** @type {Promise<void> | null} */
  let loading = null;
  let ready = false;
  let entered = false;
  let tries = 0;
  // A fragment makes a new address of a module that failed: a browser may remember that it did.
  const load = () => loading || (loading = import(new URL(form.dataset.field + (tries++ ? '#' + tries : ''), location.href).href)
    .then((module) => {
      const opened = module.enhance(form);
      ready = true;
      // Enter was pressed before anything could answer it.
      if (entered) form.dispatchEvent(new Event('submit', { cancelable: true }));
      return opened;
    }, () => {
      loading = null;
      input.setCustomValidity('Поиск не загрузился. Проверьте связь и попробуйте ещё раз.');
      if (entered) input.reportValidity();
      input.setCustomValidity('');
      entered = false;
    }));
  // The text is never sent: the list opens in the page.
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (ready) return;
    entered = true;
    load();
  });
  ['focus', 'pointerdown', 'input'].forEach((name) => input.addEventListener(name, load));
  const asked = new URLSearchParams(location.search).get('q') || (history.state && history.state.q);
  if (asked) {
    input.value = asked;
  }
  // It may have been touched, or the browser have filled it in, before this script came.
  if (input.value || document.activeElement === input) load();
}

// On every page: shows the field, and loads the search when it is touched or the address has `?q=`.
// The form says where everything is: data-field, data-module (addresses of the two modules), data-base (the folder of
// the index) and data-root (the site's own).

const form = document.querySelector('form[data-search]');

if (form) {
  const input = form.querySelector('input');
  let loading = null;
  const load = () => loading || (loading = import(new URL(form.dataset.field, location).href).then(
    (module) => module.enhance(form), () => { loading = null; }));
  // The text is never sent: the list opens in the page.
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    load();
  });
  ['focus', 'pointerdown', 'input'].forEach((name) => input.addEventListener(name, load));
  const asked = new URLSearchParams(location.search).get('q') || (history.state && history.state.q);
  if (asked) {
    input.value = asked;
    load();
  }
}

// The field and its list: an editable combobox of the ARIA Authoring Practices, its options are links.
// What is typed stays in the page: the address gets `?q=` to be copied, and loses it again before the page is left, so
// that Back asks the server for nothing but the page.

/** @import { Found, Hit, Index } from './types' */

/** @type {Record<string, string>} */
const TEXTS = {
  loading: 'Загружаем адреса…',
  broken: 'Поиск не загрузился. Проверьте связь и наберите ещё букву или выберите улицу в списке домов.',
  partly: 'Загрузилось не всё. Проверьте связь и наберите ещё букву.',
  empty: 'Напишите улицу и номер дома.',
  none: 'Ничего не нашлось. Проверьте название улицы или найдите её в списке домов.',
  code: 'Такого кода у нас нет. Проверьте его или наберите адрес.',
  report: 'Дома нет в списке? Сообщите нам',
  portal: 'Искать во всех городах',
};
/** @type {Record<string, string>} */
const KINDS = { uk: 'Управляющая компания', rso: 'Поставщик услуг', gorod: 'Городская служба' };

/** @type {Found} */
const NOTHING_FOUND = { hits: [], nearest: [], why: 'none', lacking: [], more: [] };

// What is counted: one, two, five; one found, one alike, one's own.
const ADDRESSES = {
  forms: ['адрес', 'адреса', 'адресов'], found: 'Нашёлся 1 адрес.', like: '1 адрес. Проверьте его.', own: 'свой', first: 'Первый — ваш.',
};
const ORGANISATIONS = {
  forms: ['организация', 'организации', 'организаций'], found: 'Нашлась 1 организация.', like: '1 организацию. Проверьте её.',
  own: 'свою', first: 'Первая — ваша.',
};
const EITHER = { forms: ['вариант', 'варианта', 'вариантов'], found: 'Нашёлся 1 вариант.', like: '1 вариант. Проверьте его.', own: 'свой', first: 'Первый — ваш.' };
const HOUSES = ['дом', 'дома', 'домов'];

/**
 * «2 адреса».
 * @param {number} n
 * @param {string[]} forms for one, two, five
 */
function count(n, forms) {
  const ten = n % 10;
  return n + ' ' + forms[n % 100 > 10 && n % 100 < 20 || ten === 0 || ten > 4 ? 2 : ten === 1 ? 0 : 1];
}

/**
 * A new element.
 * @param {string} name
 * @param {string} className
 * @param {string} [text]
 */
function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

/**
 * A new link.
 * @param {string} className
 * @param {string} href
 * @param {string} [text]
 */
function link(className, href, text) {
  const node = /** @type {HTMLAnchorElement} */ (element('a', className, text));
  node.href = href;
  return node;
}

/** @type {(text: string) => string} */
const fold = (text) => text.toLowerCase().replace(/ё/g, 'е');

/**
 * The words of a text with what was typed of each in <mark>.
 * @param {string} className
 * @param {string} text
 * @param {string[]} typed
 */
function marked(className, text, typed) {
  const node = element('span', className);
  text.split(/([^A-Za-zА-Яа-яЁё0-9]+)/).forEach((word) => {
    const folded = fold(word);
    let length = 0;
    typed.forEach((part) => {
      let same = 0;
      while (same < part.length && part[same] === folded[same]) same++;
      // A whole word, its beginning, or a case of it.
      if (same > length && (same === part.length || same > 2 && same >= part.length - 3)) length = same;
    });
    if (length) {
      node.appendChild(element('mark', '', word.slice(0, length)));
      node.appendChild(document.createTextNode(word.slice(length)));
    } else node.appendChild(document.createTextNode(word));
  });
  return node;
}

/**
 * A line of the list.
 * @param {Hit} hit
 * @param {string} id
 * @param {string[]} typed
 */
function row(hit, id, typed) {
  const node = link('search-hit', hit.url || '');
  node.id = id;
  node.tabIndex = -1;
  node.setAttribute('role', 'option');
  node.setAttribute('aria-selected', 'false');
  const plate = element('span', 'search-plate');
  plate.appendChild(marked('search-street', hit.street || hit.label, typed));
  let note = hit.note || KINDS[hit.kind];
  const former = hit.former ? 'прежде ' + hit.former : '';
  if (hit.kind === 'house') {
    plate.appendChild(document.createTextNode(' '));
    plate.appendChild(marked('search-number', hit.number || '', typed));
    note = (hit.chat ? 'Чат есть' : 'Ссылки на сайте нет').replace(/ /g, '\u00a0') + (hit.company ? ' · ' + hit.company : '')
      + (hit.note ? ' · ' + hit.note : '');
  }
  node.appendChild(plate);
  note = [former, note].filter(Boolean).join(' · ');
  if (note) {
    node.appendChild(document.createTextNode(' '));
    node.appendChild(element('span', 'search-note', note));
  }
  return node;
}

/**
 * What is said of a list: whether the answer is certain, one of several, only alike, or not there.
 * @param {Found} found
 * @param {string} example an address of the city with the number that was typed
 */
function summary(found, example) {
  const hits = found.hits;
  const first = hits[0];
  if (found.says) return found.says;
  if (found.why === 'lone') return 'Одного номера мало. Напишите и улицу' + (example && ': ' + example) + '.';
  if (!first) return TEXTS[found.why];
  if (found.why === 'absent') {
    const near = found.nearest;
    const begun = near[0] && near[0].number !== found.absent && (near[0].number || '').startsWith(found.absent || '');
    return 'Дома ' + found.absent + ' у нас нет: ' + hits.map((hit) => hit.label).join('; ') + '. ' + (begun ? 'Допишите' : 'Проверьте') + ' номер.'
      + (near[0] ? ' Похожие: ' + count(near.length, HOUSES) + '.' : '');
  }
  const n = hits.length;
  const organisations = hits.filter((hit) => hit.kind in KINDS).length;
  const words = organisations === n ? ORGANISATIONS : organisations ? EITHER : ADDRESSES;
  if (found.why === 'unlike') return 'Такого адреса у нас нет. Похоже на ' + count(n, words.forms) + '.';
  const number = first.kind === 'street' ? ' Допишите номер дома.' : '';
  const choose = number || ' Выберите ' + words.own + '.';
  if (found.why === 'several') return 'Таких ' + words.forms[2] + ' ' + n + '.' + choose;
  if (found.why === 'guess') return 'Похоже на ' + (n > 1 ? count(n, words.forms) + '.' + choose : words.like);
  return (n > 1 ? 'Нашлось ' + count(n, words.forms) + '. ' + words.first : words.found) + number;
}

/**
 * Makes a combobox of the form's input; resolves when the index is open.
 * @param {HTMLFormElement} form
 */
export function enhance(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input'));
  const list = element('div', 'search-list');
  const note = element('p', 'search-status');
  const report = link('search-report', form.dataset.report || form.dataset.root + 'o-proekte/#svyaz', TEXTS.report);
  // The site of all cities, where there is one.
  const portal = link('search-portal', form.dataset.portal || '', TEXTS.portal);
  /** @type {Index | null} */
  let index = null;
  /** @type {Promise<void> | null} */
  let opening = null;
  let tries = 0;
  let waiting = false; // for parts that may hold the answer
  let entered = false; // Enter was pressed before there was an answer
  /** @type {Found} */
  let found = NOTHING_FOUND;
  /** @type {HTMLAnchorElement[]} */
  let options = [];
  let active = -1;
  let timer = 0;
  let rested = false; // the fingers: until then nothing is said
  let pause = 0;
  let dismissed = false; // by Escape: a late answer must not open the list again
  list.id = input.id + '-list';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Найденные адреса');
  note.setAttribute('role', 'status');
  [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', list.id],
    ['autocomplete', 'off'], ['autocapitalize', 'off'], ['spellcheck', 'false']].forEach((pair) => {
    input.setAttribute(pair[0], pair[1]);
  });
  /** @type {(hidden: boolean) => void} */
  const hideWays = (hidden) => {
    report.hidden = hidden;
    portal.hidden = hidden || !form.dataset.portal;
  };
  hideWays(true);
  [note, list, report, portal].forEach((part) => form.appendChild(part));

  /** @type {(open: boolean) => void} */
  const expand = (open) => {
    list.hidden = !open || !options.length;
    input.setAttribute('aria-expanded', String(!list.hidden));
  };

  /** @type {(number: number) => void} */
  const activate = (number) => {
    if (options[active]) options[active].setAttribute('aria-selected', 'false');
    active = number;
    const option = options[active];
    if (option) {
      option.setAttribute('aria-selected', 'true');
      option.scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', option.id);
    } else input.removeAttribute('aria-activedescendant');
  };

  /** @type {(query: string) => string} */
  const address = (query) => {
    const url = new URL(location.href);
    if (query) url.searchParams.set('q', query);
    else url.searchParams.delete('q');
    return url.pathname + url.search + url.hash;
  };

  // WebKit refuses more than a hundred in half a minute; the list does without.
  /** @type {(query: string) => void} */
  const remember = (query) => {
    try {
      history.replaceState({ q: input.value }, '', address(query));
    } catch (error) { /* the address stays as it was */ }
  };
  const leave = () => remember('');

  /** @type {(text: string) => void} */
  const say = (text) => { if (note.textContent !== text) note.textContent = text; };

  // Says what the list is, and offers to tell us of a house that isn't in it; says nothing of a single letter.
  const speak = () => {
    const query = input.value.trim();
    rested = true;
    say(query[1] ? summary(found, input.placeholder.replace(/\d.*/, query)) : '');
    hideWays(!query[1] || !/absent|unlike|none/.test(found.why));
    portal.href = form.dataset.portal + '?q=' + encodeURIComponent(query);
  };

  /** @type {(result: Found) => void} */
  const show = (result) => {
    found = result;
    const typed = fold(input.value).split(/[^a-zа-я0-9]+/).filter(Boolean);
    const hits = found.hits.concat(found.nearest);
    activate(-1);
    list.textContent = '';
    options = hits.map((hit, i) => list.appendChild(row(hit, list.id + '-' + i, typed)));
    expand(!dismissed);
    if (rested) speak();
  };

  const search = () => {
    clearTimeout(timer);
    dismissed = false;
    waiting = false;
    entered = entered && !index;
    if (!index) {
      open();
      return;
    }
    const query = input.value;
    remember(query.trim());
    rested = false;
    say('');
    hideWays(true);
    clearTimeout(pause);
    if (!query.trim()) {
      show(NOTHING_FOUND);
      return;
    }
    pause = setTimeout(speak, 500);
    const opened = index;
    const quick = opened.find(query);
    show(quick);
    waiting = !!quick.lacking.length;
    // The rest needs the network: at once where it may hold the answer, else when the fingers rest.
    timer = setTimeout(() => opened.ask(query, 3).then((full) => {
      if (input.value !== query) return;
      const kept = active;
      const held = list.contains(document.activeElement);
      show(full);
      if (options[kept]) {
        activate(kept);
        if (held) options[kept].focus();
      }
      waiting = false;
      if (entered) enter();
    }, () => {
      if (input.value !== query) return;
      if (waiting) say(TEXTS.partly);
      waiting = entered = false;
    }), quick.lacking.length ? 60 : 300);
  };

  /** @type {(number: number) => void} */
  const go = (number) => {
    leave();
    location.assign(options[number].href);
  };

  /** @type {(path: string | undefined) => string} */
  const absolute = (path) => new URL(path || '', location.href).href;

  // Opens the index; after a failure the next key tries again, under a new address, as a browser may remember it.
  const open = () => {
    if (!opening) {
      say(TEXTS.loading);
      opening = import(absolute(form.dataset.module) + (tries++ ? '#' + tries : '')).then((module) => module.open({
        base: absolute(form.dataset.base), root: form.dataset.root,
      })).then((opened) => {
        const pressed = entered;
        index = opened;
        say('');
        search();
        if (pressed) enter();
      }).catch(() => {
        opening = null;
        entered = false;
        say(TEXTS.broken);
      });
    }
    return opening;
  };

  input.addEventListener('input', search);
  // On a narrow screen the keyboard takes half of it: the list needs the other.
  const rise = () => {
    if (document.activeElement === input && innerWidth < 640) form.scrollIntoView();
  };
  const view = window.visualViewport;
  if (view) {
    let height = view.height;
    view.addEventListener('resize', () => {
      // A bar that comes and goes while one scrolls is smaller than a keyboard.
      if (view.height < height - 120) rise();
      height = view.height;
    });
  }
  input.addEventListener('focus', () => {
    rise();
    expand(true);
  });
  input.addEventListener('blur', () => setTimeout(() => {
    if (!form.contains(document.activeElement)) expand(false);
  }, 150));
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', leave);
  input.addEventListener('keydown', (event) => {
    const last = options.length - 1;
    const key = event.key;
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if ((key === 'ArrowDown' || key === 'ArrowUp') && last >= 0) {
      event.preventDefault();
      if (list.hidden) expand(true);
      if (key === 'ArrowDown') activate(active < last ? active + 1 : 0);
      else activate(active > 0 ? active - 1 : last);
    } else if (key === 'Escape') {
      event.preventDefault();
      if (list.hidden) {
        input.value = '';
        search();
      } else {
        dismissed = true;
        expand(false);
      }
      activate(-1);
    }
  });
  // Enter opens what is chosen, the certain hit or the only one; a guess is pointed at first.
  const enter = () => {
    entered = !index || waiting && !options.length;
    if (!index) open();
    if (entered) return;
    const first = found.hits[0];
    if (!options.length) {
      // Said again, for whoever only hears it.
      note.textContent = '';
      if (input.value.trim()) speak();
      else say(TEXTS.empty);
      return;
    }
    if (active >= 0) go(active);
    else if (first && (first.exact || options.length === 1)) go(0);
    else {
      speak();
      expand(true);
      activate(0);
      // On a phone the keyboard goes away, because it hides the list.
      if (matchMedia('(pointer: coarse)').matches) options[0].focus();
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    enter();
  });

  rise();
  return open();
}

// Parts used by several pages.
import { each, esc } from "./html.js";

export const phone = ({ href, text }) =>
  href ? `<a class="phone" href="${esc(href)}">${esc(text)}</a>` : `<span class="phone">${esc(text)}</span>`;

const ask = (chat) => `${esc(chat.ask)}${chat.phone ? `, ${phone(chat.phone)}` : ""}`;

const whose = ({ entrance, secondary, official }) =>
  entrance ? `чат подъезда&nbsp;${entrance}` : secondary ? "чат жителей" : official ? "официальный чат" : "чат в&nbsp;MAX";

const STATES = {
  open: (chat, entrances) => `<p><a class="button${chat.secondary ? " second" : ""}" href="${esc(chat.href)}" rel="noopener noreferrer nofollow">Вступить в&nbsp;${whose(chat)}${chat.ordinal ?? ""}${entrances && !chat.entrance ? `: ${esc(entrances.toLowerCase())}` : ""}</a></p>
<p class="small">Откроется приложение MAX.
${chat.approval ? " Администратор подтверждает каждого нового участника, ответ может прийти не&nbsp;сразу." : ""}</p>
<p class="check${chat.doubt ? " doubt" : ""}">${esc(chat.checked)}${chat.doubt && chat.ask ? ` Сомневаетесь&nbsp;— спросите: ${ask(chat)}` : ""}</p>
${chat.official ? '<p class="small">Сверить чат можно в&nbsp;приложении «Госуслуги.Дом»: «Недвижимость»&nbsp;→ «Домовой чат».</p>' : ""}`,
  poster: (chat) => `<p class="state">Ссылка только на&nbsp;объявлении</p>
<p class="screen">Владелец чата показывает ссылку только в&nbsp;подъезде. Наведите камеру телефона на&nbsp;код на&nbsp;объявлении.${chat.ask ? ` Нет объявления? Спросите: ${ask(chat)}` : ""}</p>
<p class="paper">Код ниже ведёт на&nbsp;страницу дома, не&nbsp;в&nbsp;чат. Ссылку на&nbsp;чат даёт тот, кто его ведёт.</p>`,
  gosuslugi: () => `<p class="state">Ссылки здесь нет, но&nbsp;войти можно</p>
<p>Официальный чат открывают через приложение «Госуслуги.Дом»: «Недвижимость»&nbsp;→ «Домовой чат»&nbsp;→ ссылка откроет MAX.</p>
<p><a class="button quiet" href="/gosuslugi-dom/">Как это сделать, по&nbsp;шагам</a></p>`,
  hidden: (chat) => `<p class="state">Ссылки пока нет</p>
<p>Владелец чата не&nbsp;показывает ссылку на&nbsp;сайте.${chat.ask ? ` Спросите: ${ask(chat)}` : ""}</p>`,
  withdrawn: (chat) => `<p class="state warn">Ссылка отозвана ${esc(chat.withdrawn)}</p>
<p>Если у&nbsp;вас осталось прежнее приглашение или вам прислали его снова, не&nbsp;вступайте по&nbsp;нему. ${chat.replaced ? "Чат, который действует сейчас,&nbsp;— на&nbsp;этой&nbsp;же странице.</p>" : `Новая ссылка появится здесь, когда её подтвердят.</p>
<p>Пока посмотрите <a href="/gosuslugi-dom/">в&nbsp;«Госуслуги.Дом»</a>${chat.ask ? ` или спросите: ${ask(chat)}` : ""}</p>`}`,
};

// `entrances` names the part of the house if two companies share it.
export const chat = (one, entrances) => `<section class="chat ${one.state}"${one.entrance && !one.replaced ? ` id="podezd-${one.entrance}"` : ""}>
<h2>${esc(one.title)}${one.ordinal ?? ""}</h2>
<p>${esc(one.owner)}</p>
${STATES[one.state](one, entrances)}
${one.since && one.state !== "withdrawn" ? `<p class="small">${esc(one.since)}.</p>` : ""}
</section>`;

export const channels = (all) => `<ul class="channels">
${each(all, (one) => `<li><a href="${esc(one.href)}" rel="noopener noreferrer nofollow">${esc(one.title)}</a>${one.topics ? `<span class="small">${esc(one.topics)}</span>` : ""}${one.checked ? `<span class="small">${esc(one.checked)}</span>` : ""}</li>`)}
</ul>`;

export const contacts = (one) => `<dl class="contacts">
${one.emergency ? `<div class="urgent"><dt>Аварийная служба, круглосуточно</dt><dd>${phone(one.emergency)}</dd></div>` : ""}
${each(one.phones, (line) => `<div><dt>${esc(line.label ?? "Телефон")}</dt><dd>${phone(line)}</dd></div>`)}
${one.hours ? `<div class="extra"><dt>Часы приёма</dt><dd>${esc(one.hours)}</dd></div>` : ""}
${one.office ? `<div class="extra"><dt>Офис</dt><dd>${esc(one.office)}</dd></div>` : ""}
${one.email ? `<div class="extra"><dt>Почта</dt><dd><a href="${esc(one.email_href)}">${esc(one.email)}</a></dd></div>` : ""}
${one.website ? `<div class="extra"><dt>Сайт</dt><dd><a href="${esc(one.website_href)}" rel="noopener noreferrer nofollow">${esc(one.website)}</a></dd></div>` : ""}
</dl>`;

export const houseRows = (houses) => `<ul class="houses">
${each(houses, (house) => `<li><a href="${esc(house.href)}" aria-label="${esc(house.speech)}, ${esc(house.state)}"><span class="number">${esc(house.number)}</span> <span class="state${house.has_chat ? " yes" : ""}">${esc(house.state)}</span></a></li>`)}
</ul>`;

const streetLink = (street) =>
  `<a href="${esc(street.href)}"><span>${street.before ? `${esc(street.before)} ` : ""}<b>${esc(street.name)}</b>${street.after ? ` ${esc(street.after)}` : ""}</span></a>`;

export const streetRow = (street) => `<li>${streetLink(street)} <span class="small">${esc(street.count)}</span></li>`;

export const streetItem = (street) => `<li>${streetLink(street)}</li>`;

export const safety = (site, names) => `<aside class="safety" aria-labelledby="bezopasno">
<h2 id="bezopasno">Не&nbsp;дайте себя обмануть</h2>
<p><strong>Код из СМС вводят только в самом приложении MAX при регистрации. Никому его не сообщайте.</strong></p>
<p>Адрес этого сайта&nbsp;— <strong class="typed">${esc(site.host)}</strong>. Он ничего не&nbsp;спрашивает: ни&nbsp;телефона, ни&nbsp;паспорта, ни&nbsp;карты.${names ? ` Сомневаетесь в&nbsp;ссылке или объявлении? Позвоните: ${esc(names)}.` : ""}</p>
<p><a href="${site.root}bezopasnost/">Как узнать поддельный код</a></p>
</aside>`;

export const search = (site) => `<form class="search" role="search" data-search action="${site.root}" data-field="${site.search.field}" data-module="${site.search.module}" data-base="${site.search.index}" data-root="${site.root}">
<label for="q">Улица и&nbsp;дом</label>
<div class="search-row"><input id="q" name="q" type="search" enterkeyhint="go" autocomplete="off" placeholder="мира 12"><button class="button">Найти</button></div>
</form>`;

export const searchHead = (site) => `<script type="module" src="${site.search.loader}"></script>
<noscript><link rel="stylesheet" href="${site.no_script_stylesheet}"></noscript>
`;

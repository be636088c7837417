// On the 404 page: redirects a printed address that was typed differently (/d/7k3qx, О for 0, Cyrillic К) to its page,
// and a former unlisted address (/D/7K3QX-0123456789/) to the page of its house.
// `CONFUSED` is also in generator/text/ids.py; a test compares the two.
(function () {
  "use strict";
  var CONFUSED = { O: "0", I: "1", L: "1", О: "0", І: "1", А: "A", В: "B", Е: "E", К: "K", М: "M", Н: "H", Р: "P", С: "C", Т: "T", Х: "X", У: "Y" };
  var root = document.currentScript.getAttribute("data-root");
  var path = decodeURIComponent(location.pathname);
  if (path.slice(0, root.length).toLowerCase() !== root.toLowerCase()) return;
  var typed = /^[dд]\/([^/]+)\/?$/i.exec(path.slice(root.length));
  if (!typed) return;
  var parts = typed[1].toUpperCase().split("-").map(function (part) {
    return part.replace(/./g, function (char) { return CONFUSED[char] || char; });
  });
  if (!/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{10})?$/.test(parts.join("-"))) return;
  var printed = root + "D/" + parts.join("-") + "/";
  var building = root + "D/" + parts[0] + "/";
  if (printed !== path) location.replace(printed);
  else if (building !== path) location.replace(building);
})();

// On a house's page: the button that hands the page to another app, where the browser can do so.
(function () {
  "use strict";
  var button = document.querySelector("[data-share]");
  if (!button || !navigator.share) return;
  button.hidden = false;
  button.addEventListener("click", function () {
    var page = document.querySelector("link[rel=canonical]");
    // Whoever changes their mind isn't told of an error.
    navigator.share({ title: document.title, url: page ? page.href : location.href }).catch(function () {});
  });
})();

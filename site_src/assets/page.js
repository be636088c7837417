// Offline copies; sharing.
(function () {
  "use strict";
  var worker = document.currentScript.getAttribute("data-worker");
  var button = document.querySelector("[data-share]");
  var ignore = function () {};
  if (worker && navigator.serviceWorker) addEventListener("load", function () {
    navigator.serviceWorker.register(worker).then(function (registration) {
      if (navigator.serviceWorker.controller) return registration.update();
    }).catch(ignore);
  });
  if (!button || !navigator.share) return;
  button.hidden = false;
  button.onclick = function () {
    navigator.share({ title: document.title, url: location.href }).catch(ignore);
  };
})();
